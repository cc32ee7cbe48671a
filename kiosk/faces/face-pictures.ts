import { html, type TemplateResult } from 'lit';

/** Miniatures of the faces, drawn with the family's own colours. */
export function counterPicture(): TemplateResult {
  return html`<svg viewBox="0 0 320 200" aria-hidden="true">
    <rect width="320" height="200" fill="var(--ground)" />
    <rect width="320" height="18" fill="var(--surface)" />
    <rect x="8" y="6" width="46" height="6" rx="3" fill="var(--ink)" />
    <circle cx="70" cy="9" r="3" fill="var(--ready)" /><circle cx="90" cy="9" r="3" fill="var(--ready)" />
    <rect x="8" y="26" width="220" height="138" rx="6" fill="var(--surface)" />
    <rect x="16" y="33" width="16" height="16" rx="5" fill="var(--ink)" />
    <rect x="38" y="36" width="34" height="5" rx="2.5" fill="var(--ink)" /><rect x="38" y="44" width="24" height="3" rx="1.5" fill="var(--line-strong)" />
    <rect x="84" y="33" width="54" height="16" rx="3" fill="var(--plate-blue)" /><rect x="92" y="39" width="38" height="4" rx="2" fill="#fff" />
    <rect x="174" y="38" width="44" height="6" rx="3" fill="var(--ink)" />
    <path d="M8 56h220M8 84h220" stroke="var(--line)" />
    <rect x="24" y="62" width="10" height="16" rx="2" fill="var(--ink)" /><rect x="48" y="64" width="80" height="5" rx="2.5" fill="var(--ink)" /><rect x="48" y="72" width="54" height="3" rx="1.5" fill="var(--line-strong)" /><rect x="190" y="64" width="30" height="9" rx="4.5" fill="var(--ready-soft)" />
    <rect x="8" y="84" width="220" height="28" fill="var(--working-soft)" /><rect x="8" y="84" width="3" height="28" fill="var(--working)" />
    <rect x="24" y="90" width="10" height="16" rx="2" fill="var(--ink)" /><rect x="48" y="92" width="96" height="5" rx="2.5" fill="var(--ink)" /><rect x="48" y="100" width="60" height="3" rx="1.5" fill="var(--line-strong)" />
    <rect x="8" y="112" width="220" height="28" fill="var(--stopped-soft)" /><rect x="8" y="112" width="3" height="28" fill="var(--stopped)" />
    <rect x="24" y="118" width="10" height="16" rx="2" fill="var(--stopped)" /><rect x="48" y="120" width="70" height="5" rx="2.5" fill="var(--ink)" /><rect x="48" y="128" width="84" height="3" rx="1.5" fill="var(--stopped)" />
    <rect x="236" y="26" width="76" height="138" rx="6" fill="var(--surface)" />
    <rect x="246" y="36" width="56" height="100" fill="var(--paper)" stroke="var(--line)" />
    <path d="M252 46h30M252 54h44M252 62h38M252 70h42" stroke="var(--line-strong)" stroke-width="3" />
    <path d="M254 112v14M257 112v14M261 112v14M264 112v14M269 112v14M272 112v14M278 112v14M282 112v14M286 112v14M291 112v14M294 112v14" stroke="var(--ink)" stroke-width="1.6" />
    <rect y="172" width="320" height="28" fill="var(--surface)" />
    <rect x="8" y="178" width="3" height="16" rx="1.5" fill="var(--ready)" /><rect x="18" y="183" width="62" height="6" rx="3" fill="var(--ink)" />
    <rect x="236" y="177" width="76" height="18" rx="4" fill="var(--ink)" />
  </svg>`;
}

export function bayPicture(): TemplateResult {
  return html`<svg viewBox="0 0 320 200" aria-hidden="true" data-look="dark">
    <rect width="320" height="200" fill="#0f1113" />
    <rect width="320" height="18" fill="#181b1e" /><rect x="8" y="6" width="46" height="6" rx="3" fill="#f2f3f4" />
    <rect x="8" y="26" width="206" height="116" rx="6" fill="#181b1e" />
    <rect x="18" y="36" width="88" height="24" rx="3" fill="var(--plate-blue)" /><rect x="28" y="45" width="68" height="6" rx="3" fill="#fff" />
    <rect x="118" y="40" width="70" height="6" rx="3" fill="#f2f3f4" /><rect x="118" y="51" width="48" height="4" rx="2" fill="#a6acb1" />
    <path d="M8 72h206M8 96h206M8 120h206" stroke="#2c3136" />
    <rect x="20" y="78" width="10" height="12" rx="2" fill="#f2f3f4" /><rect x="44" y="81" width="84" height="5" rx="2.5" fill="#f2f3f4" />
    <rect x="20" y="102" width="10" height="12" rx="2" fill="#f2f3f4" /><rect x="44" y="105" width="64" height="5" rx="2.5" fill="#f2f3f4" />
    <rect x="222" y="26" width="90" height="54" rx="6" fill="#181b1e" /><rect x="232" y="36" width="44" height="12" rx="6" fill="#12281d" /><rect x="236" y="40" width="36" height="4" rx="2" fill="#6fdba6" />
    <rect x="232" y="56" width="60" height="5" rx="2.5" fill="#f2f3f4" />
    <rect y="150" width="320" height="50" fill="#181b1e" />
    <rect x="8" y="158" width="70" height="34" rx="5" fill="none" stroke="#454c53" /><rect x="86" y="158" width="70" height="34" rx="5" fill="none" stroke="#454c53" />
    <rect x="164" y="158" width="148" height="34" rx="5" fill="#f2f3f4" /><rect x="206" y="172" width="64" height="7" rx="3.5" fill="#0f1113" />
  </svg>`;
}

export function deskPicture(): TemplateResult {
  const rows = [70, 94, 118, 142, 166];
  const meanings = ['waiting', 'ready', 'stopped', 'ready', 'ready'];
  return html`<svg viewBox="0 0 320 200" aria-hidden="true">
    <rect width="320" height="200" fill="var(--ground)" />
    <rect width="320" height="18" fill="var(--surface)" /><rect x="8" y="6" width="46" height="6" rx="3" fill="var(--ink)" />
    <path d="M66 9h22M96 9h22M126 9h22M156 9h22" stroke="var(--line-strong)" stroke-width="4" stroke-linecap="round" /><path d="M64 17h26" stroke="var(--ink)" stroke-width="2" />
    <rect x="12" y="28" width="48" height="8" rx="4" fill="var(--ink)" /><rect x="172" y="26" width="32" height="12" rx="4" fill="var(--ink)" />
    <rect x="12" y="46" width="192" height="146" rx="6" fill="var(--surface)" stroke="var(--line)" />
    <path d="M20 56h34M72 56h18M106 56h22M160 56h26" stroke="var(--line-strong)" stroke-width="4" stroke-linecap="round" />
    ${rows.map((y, index) => html`<svg x="12" y=${y - 6} width="192" height="24"><path d="M0 0h192" stroke="var(--line)" /><rect x="8" y="10" width="44" height="5" rx="2.5" fill="var(--ink)" /><rect x="60" y="7" width="30" height="11" rx="5.5" fill=${`var(--${meanings[index]}-soft)`} /><rect x="66" y="11" width="18" height="3" rx="1.5" fill=${`var(--${meanings[index]})`} /><path d="M104 12h26M148 12h36" stroke="var(--line-strong)" stroke-width="3" /></svg>`)}
    <rect x="214" y="18" width="106" height="182" fill="var(--surface)" /><path d="M214 18v182" stroke="var(--line)" />
    <rect x="224" y="28" width="64" height="7" rx="3.5" fill="var(--ink)" />
    <rect x="224" y="46" width="86" height="112" fill="var(--paper)" stroke="var(--line)" />
    <path d="M234 60h40M234 72h60M234 84h52M234 96h58M234 108h46" stroke="var(--line-strong)" stroke-width="3" />
    <path d="M236 128v18M240 128v18M246 128v18M250 128v18M256 128v18M262 128v18M266 128v18M272 128v18M278 128v18M284 128v18M290 128v18M296 128v18" stroke="var(--ink)" stroke-width="1.8" />
    <rect x="224" y="170" width="40" height="18" rx="4" fill="none" stroke="var(--line-strong)" /><rect x="270" y="170" width="40" height="18" rx="4" fill="var(--ink)" />
  </svg>`;
}

export function benchPicture(): TemplateResult {
  return html`<svg viewBox="0 0 320 200" aria-hidden="true">
    <rect width="320" height="200" fill="var(--ground)" />
    <rect x="14" y="24" width="64" height="44" rx="7" fill="var(--surface)" stroke="var(--line-strong)" />
    <circle cx="30" cy="40" r="7" fill="var(--ink)" /><path d="M20 58c1-7 5-9 10-9s9 2 10 9" fill="var(--ink)" /><path d="M48 38h22M48 46h16" stroke="var(--line-strong)" stroke-width="3" />
    <rect x="88" y="24" width="64" height="44" rx="7" fill="var(--surface)" stroke="var(--line-strong)" /><rect x="98" y="38" width="44" height="15" rx="3" fill="var(--plate-blue)" /><path d="M104 46h32" stroke="#fff" stroke-width="3" />
    <rect x="14" y="78" width="64" height="44" rx="7" fill="var(--surface)" stroke="var(--line-strong)" /><path d="M24 88v22M28 88v22M33 88v22M36 88v22M42 88v22M46 88v22M52 88v22M55 88v22M61 88v22M66 88v22" stroke="var(--ink)" stroke-width="2" />
    <rect x="88" y="78" width="64" height="44" rx="7" fill="var(--ink)" /><path d="M108 100l9 9 16-18" stroke="var(--on-ink)" stroke-width="5" fill="none" stroke-linecap="round" />
    <path d="M28 152h58c12 0 20 6 20 14s-8 12-16 12H64l-8 18H40l6-20c-12 0-20-6-20-12s0-12 2-12z" fill="var(--ink)" />
    <path d="M106 164h92" stroke="var(--stopped)" stroke-width="3" stroke-linecap="round" stroke-dasharray="2 7" />
    <rect x="200" y="128" width="104" height="58" rx="9" fill="var(--ink)" /><rect x="212" y="138" width="80" height="6" rx="3" fill="var(--ground)" /><circle cx="220" cy="170" r="4" fill="#6fdba6" />
    <rect x="218" y="18" width="68" height="122" fill="var(--paper)" stroke="var(--line)" />
    <path d="M236 30h32M226 44h46M226 54h40M226 64h52M226 74h36" stroke="var(--line-strong)" stroke-width="3" />
    <path d="M230 92v24M234 92v24M239 92v24M243 92v24M249 92v24M253 92v24M258 92v24M262 92v24M267 92v24M273 92v24" stroke="var(--ink)" stroke-width="2" />
    <rect x="212" y="136" width="80" height="6" fill="var(--ground)" />
  </svg>`;
}

export function apiPicture(): TemplateResult {
  const rows = [28, 64, 100, 136, 172];
  const tones = ['var(--working)', 'var(--ready)', 'var(--ready)', 'var(--waiting)', 'var(--stopped)'];
  return html`<svg viewBox="0 0 320 200" aria-hidden="true">
    <rect width="320" height="200" fill="var(--ground)" />
    ${rows.map(
      (y, at) => html`<svg x="0" y=${y - 14} width="320" height="28" viewBox="0 0 320 28">
        <rect x="16" width="288" height="28" rx="6" fill="var(--surface)" stroke="var(--line)" /><rect x="22" y="6" width="42" height="16" rx="4" fill=${tones[at] ?? ''} />
        <rect x="76" y="11" width=${90 + ((at * 37) % 80)} height="6" rx="3" fill="var(--ink)" />
      </svg>`,
    )}
  </svg>`;
}

export function headOfficePicture(): TemplateResult {
  return html`<svg viewBox="0 0 320 200" aria-hidden="true">
    <rect width="320" height="200" fill="var(--ground)" />
    <path d="M160 66L60 150M160 66v84M160 66l100 84" stroke="var(--line-strong)" stroke-width="3" stroke-dasharray="6 6" />
    <rect x="116" y="22" width="88" height="66" rx="9" fill="var(--ink)" />
    <path d="M130 38h14M153 38h14M176 38h14M130 54h14M153 54h14M176 54h14M130 70h14M153 70h14M176 70h14" stroke="var(--on-ink)" stroke-width="7" />
    <rect x="30" y="136" width="62" height="42" rx="7" fill="var(--surface)" stroke="var(--line-strong)" /><path d="M44 178v-22h34v22" fill="var(--ready-soft)" stroke="var(--ready)" stroke-width="2" />
    <rect x="129" y="136" width="62" height="42" rx="7" fill="var(--surface)" stroke="var(--line-strong)" /><path d="M143 178v-22h34v22" fill="var(--ready-soft)" stroke="var(--ready)" stroke-width="2" />
    <rect x="228" y="136" width="62" height="42" rx="7" fill="var(--surface)" stroke="var(--line-strong)" /><path d="M242 178v-22h34v22" fill="var(--waiting-soft)" stroke="var(--waiting)" stroke-width="2" />
  </svg>`;
}
