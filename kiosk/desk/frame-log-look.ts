import { css } from 'lit';

export const frameLogLook = css`
  :host { display: grid; gap: 12px; }
  .top, .bottom { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; min-height: 48px; }
  .none { text-align: center; }
  vaadin-grid { height: min(46vh, 460px); font-size: 15px; --vaadin-grid-cell-padding: 6px 10px; border: 1px solid var(--line); border-radius: var(--r); }
  vaadin-grid::part(header-cell) { font-weight: 500; color: var(--ink-2); background: var(--raised); }
  vaadin-grid::part(cell) { font-variant-numeric: tabular-nums; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; background: var(--surface); color: var(--ink); border-top: 1px solid var(--line); }
  vaadin-grid::part(selected-row-cell) { background: var(--working-soft); }
  vaadin-grid::part(bytes) { font-family: var(--mono); font-size: 14px; }
  wa-input::part(base) { min-height: 48px; }
`;
