import { html, type TemplateResult } from 'lit';

/** A badge under a scanner's beam. */
export function badgePicture(): TemplateResult {
  return html`<svg viewBox="0 0 220 150" fill="none" aria-hidden="true">
    <rect x="70" y="30" width="80" height="108" rx="12" fill="var(--surface)" stroke="var(--ink)" stroke-width="3" />
    <path d="M98 40h24" stroke="var(--ink)" stroke-width="5" stroke-linecap="round" />
    <circle cx="110" cy="68" r="13" fill="var(--ink)" />
    <path d="M88 98c2-12 12-15 22-15s20 3 22 15" fill="var(--ink)" />
    <path d="M84 108v18M90 108v18M93 108v18M100 108v18M104 108v18M111 108v18M115 108v18M118 108v18M126 108v18M130 108v18M135 108v18" stroke="var(--ink)" stroke-width="2.4" />
    <path d="M20 117h180" stroke="var(--stopped)" stroke-width="3" stroke-linecap="round" />
    <path d="M110 30V6M96 6h28" stroke="var(--line-strong)" stroke-width="3" stroke-linecap="round" />
  </svg>`;
}
