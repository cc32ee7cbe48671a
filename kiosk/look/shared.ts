import { css } from 'lit';

/** What every element of the family shares; tokens arrive by inheritance, these rules do not, so each shadow root adopts them. */
export const shared = css`
  *, *::before, *::after { box-sizing: border-box; margin: 0; }
  :host { display: block; min-width: 0; }
  :host([hidden]), [hidden] { display: none !important; }
  .fig { font-family: var(--figures); font-variant-numeric: tabular-nums; letter-spacing: 0.01em; }
  .muted { color: var(--ink-2); }
  .faint { color: var(--ink-3); }
  .grow { flex: 1; min-width: 0; }
  .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .card { background: var(--surface); border-radius: var(--r-big); box-shadow: var(--shadow), inset 0 0 0 1px var(--line); }
  .chip {
    display: inline-flex; align-items: center; gap: 6px; padding: 3px 10px; border-radius: 999px; font-size: var(--t-small);
    font-weight: 500; background: var(--raised); color: var(--ink-2); box-shadow: inset 0 0 0 1px var(--line); white-space: nowrap;
  }
  .chip.ready { background: var(--ready-soft); color: var(--ready); box-shadow: none; }
  .chip.working { background: var(--working-soft); color: var(--working); box-shadow: none; }
  .chip.waiting { background: var(--waiting-soft); color: var(--waiting); box-shadow: none; }
  .chip.stopped { background: var(--stopped-soft); color: var(--stopped); box-shadow: none; }
  .chip.demo { background: var(--ink); color: var(--on-ink); box-shadow: none; letter-spacing: 0.08em; }
  .btn {
    display: inline-flex; align-items: center; justify-content: center; gap: 12px; min-height: 56px; min-width: 48px; padding: 0 24px; border: 0;
    border-radius: var(--r); background: var(--ink); color: var(--on-ink); font: 500 var(--t-lead) / 1.1 var(--text);
    text-decoration: none; white-space: nowrap; cursor: pointer; user-select: none; touch-action: manipulation;
  }
  .btn:active { transform: translateY(1px); }
  .btn.quiet { background: transparent; color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--line-strong); }
  .btn.quiet:active { background: var(--raised); }
  .btn.small { min-height: 48px; padding: 0 16px; font-size: var(--t); }
  .btn:disabled { cursor: default; color: var(--ink-3); background: var(--raised); box-shadow: inset 0 0 0 1.5px var(--line); transform: none; }
  :focus-visible { outline: 3px solid var(--working); outline-offset: 2px; }
  wa-input::part(form-control-label) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  h1, h2 { font-weight: 600; }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;

/** The bar at the top of every face. */
export const bar = css`
  .bar {
    min-height: 60px; padding: 0 var(--s3); display: flex; align-items: center; gap: 20px; border-bottom: 1px solid var(--line);
    background: var(--surface); white-space: nowrap;
  }
  .bar .place { font-weight: 600; font-size: var(--t-lead); color: inherit; text-decoration: none; }
  .bar a.place { display: inline-flex; align-items: center; min-height: 48px; }
  @media (min-width: 1700px) { .bar { min-height: 72px; padding: 0 var(--s4); } .bar .place { font-size: 24px; } }
  @media (max-width: 1100px) { .bar { min-height: 52px; gap: 14px; padding: 0 16px; } }
`;
