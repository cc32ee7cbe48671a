import { css } from 'lit';

export const deviceDetailLook = css`
  :host { padding: 24px 28px 32px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px; align-content: start; max-width: 980px; }
  header { display: flex; align-items: center; gap: 16px; }
  h2 { font-size: var(--t-title); line-height: 1.25; min-width: 0; overflow-wrap: anywhere; }
  header .chip { flex: none; font-size: 16px; padding: 6px 14px; }
  .facts { margin-top: -12px; overflow-wrap: anywhere; }
  .address { font-family: var(--figures); }
  .trouble { padding: 12px 16px; border-radius: var(--r); background: var(--stopped-soft); color: var(--stopped); font-size: 17px; }
  .trouble.calm { background: var(--waiting-soft); color: var(--waiting); }
  .trouble .detail { font-size: var(--t-small); overflow-wrap: anywhere; margin-top: 4px; }
  .acts { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; }
  .acts.end { justify-content: flex-end; margin-top: 20px; }
  .settings { display: grid; gap: 14px; padding-top: 20px; border-top: 1px solid var(--line); }
  .said { color: var(--stopped); font-weight: 600; }
  .said:empty { display: none; }
  .wide { --dialog-width: 1240px; }
  .saved { color: var(--ready); font-weight: 600; }
`;
