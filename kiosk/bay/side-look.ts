import { css } from 'lit';

/**
 * The side of a bay is a column of cards and no page of its own: what is told above, what a hand decides below it, within reach. What is signed for is
 * always in sight; the rest is scrolled to.
 */
export const sideLook = css`
  :host { display: flex; flex-direction: column; gap: 16px; height: auto; background: none; }
  .told, .signed { display: flex; flex-direction: column; gap: 16px; min-height: 0; overflow-y: auto; }
  .told { flex: 1 1 0; min-height: 120px; }
  .signed { flex: 0 1 auto; }
  .told > *, .signed > * { flex: none; }
  /* The first thing that a hand may decide, and all that follow it, stand at the lower end. */
  .told > .scan + * { margin-top: auto; }
  .last { font-size: 18px; }
  .slip { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; padding: 8px 16px 8px 20px; border-top: 1px solid var(--line); align-items: center; }
  .slip b { display: block; font-size: 17px; font-weight: 500; line-height: 1.25; overflow-wrap: anywhere; }
  .slip .about { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-top: 4px; }
  .slip .chip { padding: 2px 8px; }
  .slip small { color: var(--ink-2); font-size: 15px; }
  .slip small.fig { font-size: 14px; }
  .slip .acts { display: flex; gap: 16px; }
  .slip .btn { min-height: 64px; min-width: 72px; max-width: 112px; padding: 0 8px; font-size: 17px; white-space: normal; word-break: keep-all; }
  @media (max-width: 1100px) { :host, .told, .signed { gap: 12px; } .slip { padding-left: 16px; } }
  @media (max-height: 700px) { .scan { display: flex; align-items: baseline; } .scan h2 { padding-right: 0; white-space: nowrap; } h2 { padding-block: 8px 4px; } .last { padding-block: 6px 8px; } .slip b { font-size: 16px; } }
  /* A phone scrolls the page: what is signed for comes before the car, what is told after it. */
  @media (max-width: 600px) { :host { display: contents; } .signed { order: -1; } .told { min-height: 0; } .told, .signed { overflow: visible; } }
`;
