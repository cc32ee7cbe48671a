import { css } from 'lit';

/** The list at the left, what was chosen at the right; each scrolls by itself. */
export const devicesLook = css`
  :host { display: block; height: 100%; }
  main:not(.empty) { display: grid; grid-template-columns: clamp(300px, 27vw, 420px) minmax(0, 1fr); height: 100%; }
  .empty { display: grid; place-content: center; height: 100%; padding: 32px; font-size: var(--t-lead); text-align: center; }
  .list { overflow-y: auto; padding: 20px 16px 24px; border-right: 1px solid var(--line); display: flex; flex-direction: column; gap: 8px; }
  .detail { overflow-y: auto; background: var(--surface); }
  .head { display: flex; align-items: baseline; gap: 12px; padding: 0 8px; }
  .head h2 { font-size: var(--t-title); }
  h3 { font-size: var(--t-small); font-weight: 500; color: var(--ink-2); padding: 12px 8px 0; }
  .none { padding: 24px 8px; }
  .trouble { padding: 10px 12px; border-radius: var(--r); background: var(--stopped-soft); color: var(--stopped); font-size: 15px; }
  .plugged {
    display: grid; gap: 2px; min-height: 56px; padding: 8px 14px; border: 0; border-radius: var(--r); background: var(--surface); color: var(--ink);
    text-align: left; font: 400 15px/1.35 var(--text); cursor: pointer; box-shadow: inset 0 0 0 1px var(--line); min-width: 0;
  }
  .plugged b { font-size: 17px; font-weight: 600; }
  .plugged.new { box-shadow: inset 0 0 0 1.5px var(--working), inset 4px 0 0 var(--working); }
  .plugged.chosen { background: var(--working-soft); }
  .others { padding: 8px; }
  .others summary { min-height: 48px; display: flex; align-items: center; color: var(--ink-2); cursor: pointer; font-size: 15px; }
  .others .plugged { width: 100%; margin-bottom: 8px; }
  .by-address { margin-top: 8px; }
  /* On a phone what was chosen is below the list, and comes into sight. */
  @media (max-width: 800px) {
    main:not(.empty) { grid-template-columns: minmax(0, 1fr); overflow-y: auto; align-content: start; }
    .list { overflow: visible; border-right: 0; }
    .detail { overflow: visible; min-height: 0; }
  }
`;
