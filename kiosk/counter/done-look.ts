import { css } from 'lit';

/** What is done fills the screen until something else begins. */
export const doneLook = css`
  :host { min-height: 0; }
  .done { display: grid; grid-template-rows: 1fr auto; height: 100%; min-height: 0; overflow: hidden; }
  .big { display: grid; place-content: center; justify-items: center; gap: 8px; text-align: center; padding: 16px; min-height: 0; overflow: hidden; }
  .tick { width: clamp(64px, 14vh, 132px); height: auto; }
  h2 { font-size: clamp(32px, 6vh, 60px); line-height: 1.15; color: var(--ready); }
  .number { font-size: clamp(32px, 6.4vh, 64px); font-weight: 600; line-height: 1.1; letter-spacing: 0.02em; }
  .about { display: flex; align-items: center; justify-content: center; gap: 16px; font-size: 20px; flex-wrap: wrap; }
  wh-plate { font-size: 24px; }
  .print { margin-top: 4px; }
  .foot { display: flex; align-items: center; gap: 16px; padding: 12px 24px; border-top: 1px solid var(--line); font-size: 18px; color: var(--ink-2); }
  @media (max-height: 700px) { .big { gap: 4px; padding: 8px; } .foot { padding: 6px 16px; font-size: 16px; } .about { font-size: 17px; } }
`;
