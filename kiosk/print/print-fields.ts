import { css } from 'lit';

/** Plain fields of the print pages, and what the hub says about what was done with them. */
export const field = css`
  .field { display: grid; gap: 4px; font-size: var(--t-small); color: var(--ink-2); min-width: 0; }
  .field select, .field input {
    min-height: 48px; padding: 0 12px; border: 1.5px solid var(--line-strong); border-radius: var(--r); background: var(--surface); color: var(--ink);
    font: 400 var(--t) / 1.2 var(--text); min-width: 0; width: 100%;
  }
  .said { color: var(--stopped); font-weight: 600; }
  .done { color: var(--ready); font-weight: 600; }
`;
