import { css } from 'lit';

export const listLook = css`
  :host { display: grid; grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); box-sizing: border-box; gap: 12px; height: 100%; padding: 16px 20px 20px; }
  header, .find { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 12px; }
  /* A dialog around it has said it already. */
  header h2 { display: var(--list-heading, block); font-size: var(--t-title); line-height: 1.2; }
  header .count { min-width: max-content; font-size: var(--t); white-space: nowrap; }
  .find input {
    flex: 1 1 220px; max-width: 480px; min-width: 0; min-height: 48px; padding: 0 14px; border: 1.5px solid var(--line-strong); border-radius: var(--r); background: var(--surface);
    color: var(--ink); font: 400 var(--t) / 1.2 var(--text);
  }
  .find input::placeholder { color: var(--ink-3); }
  .body { position: relative; min-height: 0; min-width: 0; }
  vaadin-grid { height: 100%; font-size: 15px; --vaadin-grid-cell-padding: 6px 10px; border: 1px solid var(--line); border-radius: var(--r-big); background: var(--surface); }
  vaadin-grid::part(header-cell) { font-family: var(--figures); font-weight: 500; color: var(--ink-2); background: var(--raised); min-height: 48px; }
  vaadin-grid::part(cell) { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; background: var(--surface); color: var(--ink); border-top: 1px solid var(--line); min-height: 48px; }
  vaadin-grid::part(body-cell) { cursor: pointer; }
  vaadin-grid::part(selected-row-cell) { background: var(--working-soft); }
  vaadin-grid-sorter { color: inherit; gap: 4px; }
  .cell { font-family: var(--figures); font-variant-numeric: tabular-nums; }
  .cell.wraps { display: block; white-space: normal; overflow-wrap: anywhere; line-height: 1.4; }
  .over { position: absolute; inset: 48px 1px 1px; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 16px; text-align: center; pointer-events: none; }
  .over .btn { pointer-events: auto; }
  .none { max-width: 34em; color: var(--ink-2); font-size: 17px; line-height: 1.6; text-wrap: balance; }
  .said { color: var(--stopped); font-weight: 600; }
  .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); }
  .choices label { display: flex; align-items: center; gap: 12px; min-height: 48px; font-size: var(--t); cursor: pointer; }
  .choices input { width: 22px; height: 22px; accent-color: var(--ink); }
  .files { display: grid; gap: 12px; margin-top: 16px; }
  @media (max-width: 800px) { :host { padding: 12px; } header h2 { font-size: var(--t-lead); } }
`;
