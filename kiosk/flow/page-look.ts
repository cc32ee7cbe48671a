import { css } from 'lit';

/** A page of the desk with a list, and beside it what was chosen; on a narrow screen it lies over the list. */
export const pageLook = css`
  :host { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); height: 100%; min-height: 0; position: relative; }
  :host([open]) { grid-template-columns: minmax(0, 1fr) minmax(400px, 36%); }
  wh-list { min-width: 0; }
  /* Dialogs take no row of the page. */
  wh-part-form, wh-table-import, wh-slip-archive { position: absolute; }
  .detail { overflow-y: auto; background: var(--surface); border-left: 1px solid var(--line); padding: 16px 20px 32px; display: grid; gap: 14px; align-content: start; }
  @media (max-width: 1100px) {
    :host([open]) { grid-template-columns: minmax(0, 1fr); }
    .detail { position: absolute; inset: 0; z-index: 2; border: 0; }
  }
`;

/** Inside of what was chosen. */
export const detailLook = css`
  :host { display: grid; gap: 14px; align-content: start; }
  header { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
  header h2 { font: 600 24px/1.2 var(--figures); flex: 1; min-width: 0; overflow-wrap: anywhere; }
  header .chips { order: 1; flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 8px; }
  dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 14px; font-size: 16px; }
  dt { color: var(--ink-2); }
  dd { margin: 0; overflow-wrap: anywhere; }
  table { width: 100%; border-collapse: collapse; font-size: 15px; }
  th { text-align: left; font-weight: 500; color: var(--ink-2); padding: 6px 4px; border-bottom: 1px solid var(--line); }
  td { padding: 8px 4px; border-bottom: 1px solid var(--line); vertical-align: top; }
  td.num, th.num { text-align: right; font-family: var(--figures); white-space: nowrap; }
  td small { display: block; color: var(--ink-2); }
  /* A number is read, and read out, in one. */
  td > span.fig { white-space: nowrap; }
  tr.bad td { color: var(--stopped); background: var(--stopped-soft); }
  td input { width: 84px; min-height: 44px; padding: 0 8px; text-align: right; border: 1.5px solid var(--line-strong); border-radius: var(--r); background: var(--surface); color: var(--ink); font: 500 17px/1 var(--figures); }
  form { display: grid; gap: 12px; }
  .acts { display: flex; flex-wrap: wrap; gap: 10px; }
  .acts .btn { flex: 0 1 auto; }
  .evidence { border: 0; background: none; padding: 0; cursor: pointer; min-height: 44px; min-width: 44px; text-align: left; }
  .why { padding: 10px 14px; border-radius: var(--r); background: var(--waiting-soft); color: var(--waiting); }
`;
