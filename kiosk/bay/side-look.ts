import { css } from 'lit';

/** The side of a bay is a column of cards and no page of its own. */
export const sideLook = css`
  :host { display: grid; grid-template-rows: none; height: auto; background: none; }
  .slip small { margin-top: 4px; }
`;
