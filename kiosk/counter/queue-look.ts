import { css } from 'lit';

/** A queue beside the slip: a heading with its number, and rows that a finger opens. Every queue stands on the same card. */
export const queueLook = css`
  .queue { padding: 4px 0; }
  h2 { font-size: var(--t-small); font-weight: 500; color: var(--ink-2); padding: 8px 20px 4px; display: flex; align-items: center; gap: 8px; }
  .q { display: flex; align-items: center; gap: 12px; width: 100%; padding: 6px 20px; min-height: 56px; border: 0; background: none; color: inherit; font: inherit; text-align: left; }
  button.q { cursor: pointer; touch-action: manipulation; }
  button.q:active { background: var(--raised); }
  .q b { font-weight: 500; display: block; }
  .q small { color: var(--ink-2); font-size: 13px; display: block; }
  .m { margin-left: auto; font: 500 24px/1 var(--figures); text-align: right; }
  .m small { display: inline; font: 400 13px var(--text); }
  .none { padding: 4px 20px 10px; color: var(--ink-2); font-size: 15px; }
  @media (max-height: 700px) { h2 { padding-top: 4px; } .q { min-height: 48px; } }
`;
