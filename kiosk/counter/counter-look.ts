import { css } from 'lit';

export const counterLook = css`
  :host { display: grid; grid-template-rows: auto auto 1fr auto; height: 100vh; min-height: 0; overflow: hidden; position: relative; }
  main { display: grid; grid-template-columns: minmax(0, 1fr) 336px; gap: 16px; padding: 16px 24px 12px; min-height: 0; position: relative; }
  .work { display: grid; grid-template-rows: minmax(0, 1fr) auto; min-height: 0; min-width: 0; }
  .dialogs { position: absolute; }
  .aside { grid-column: 2; }
  .muted-lamp { background: var(--waiting-soft); color: var(--waiting); padding: 0 14px; flex: none; }
  .muted-lamp::before { content: ''; width: 10px; height: 10px; border-radius: 1px; rotate: 45deg; background: var(--waiting); }
  .person { display: flex; align-items: center; gap: 12px; font-size: 15px; }
  .stale > :not(.age) { filter: grayscale(1); opacity: 0.55; }
  .age { position: absolute; left: 50%; top: 40%; translate: -50% 0; padding: 18px 32px; border-radius: var(--r-big); background: var(--ink); color: var(--on-ink);
    font-size: 24px; font-weight: 600; text-align: center; max-width: 90%; box-shadow: var(--shadow); z-index: 2; }
  .flash { position: absolute; inset: 0; pointer-events: none; opacity: 0; z-index: 5; }
  :host([data-flash]) .flash { opacity: 1; animation: flash 200ms ease-out; }
  :host([data-flash='ready']) .flash { box-shadow: inset 0 0 0 14px var(--ready); background: color-mix(in srgb, var(--ready) 14%, transparent); }
  :host([data-flash='waiting']) .flash { box-shadow: inset 0 0 0 14px var(--waiting); background: color-mix(in srgb, var(--waiting) 14%, transparent); }
  :host([data-flash='stopped']) .flash { box-shadow: inset 0 0 0 14px var(--stopped); background: color-mix(in srgb, var(--stopped) 18%, transparent); }
  @keyframes flash { from { opacity: 1; } to { opacity: 0; } }
  @media (prefers-reduced-motion: reduce) { :host([data-flash]) .flash { background: none; } }
  @media (max-width: 1100px) { .person { gap: 8px; font-size: 14px; } .person .btn { padding: 0 10px; font-size: 15px; } main { grid-template-columns: minmax(0, 1fr) 264px; gap: 10px; padding: 10px 12px 8px; } }
  @media (min-width: 1700px) { main { grid-template-columns: minmax(0, 1fr) 480px; gap: 24px; padding: 24px 32px 20px; } }
`;
