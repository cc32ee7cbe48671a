import { css } from 'lit';

/** Printers and jobs at the left, the paper of one job at the right; each scrolls by itself. */
export const printLook = css`
  :host { display: block; height: 100%; }
  main { display: grid; grid-template-columns: clamp(340px, 34vw, 520px) minmax(0, 1fr); height: 100%; }
  .empty { display: grid; place-content: center; height: 100%; padding: 32px; font-size: var(--t-lead); text-align: center; }
  .job { --print-chip-size: var(--t-small); --print-chip-padding: 3px 10px; }
  .list { overflow-y: auto; padding: 12px 16px 24px; border-right: 1px solid var(--line); display: flex; flex-direction: column; gap: 8px; }
  h2 { font-size: var(--t-small); font-weight: 500; color: var(--ink-2); padding: 12px 8px 0; }
  .job {
    flex: none; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; justify-content: space-between; min-height: 56px; padding: 8px 14px; border: 0;
    border-radius: var(--r); background: var(--surface); color: var(--ink); text-align: left; font: 400 15px/1.35 var(--text); cursor: pointer;
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .job .below { flex: 1 0 100%; }
  .job b { max-width: 100%; }
  .job b { font-size: 17px; font-weight: 600; }
  .job.chosen { background: var(--working-soft); box-shadow: inset 0 0 0 1.5px var(--working); }
  @media (max-width: 800px) { main { grid-template-columns: minmax(0, 1fr); overflow-y: auto; } .list { border-right: 0; overflow: visible; } }
`;
