/** Sixty texts that would do something if a page took them for more than text. */
import { PAYLOADS } from './odd-papers.ts'

const IMAGE = '<img data-payload src=x onerror=alert(1)>'

/** What only Markdown, attributes or a careless parser would fall for, besides those of papers. */
const MORE = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '[x](https://evil.example "onmouseover=alert(1)")',
  '[x](<javascript:alert(1)>)',
  '![x](https://evil.example/x.png)',
  '![x](x"onerror="alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<https://evil.example"onmouseover="alert(1)>',
  `**${IMAGE}**`,
  `\`${IMAGE}\``,
  `    ${IMAGE}`,
  `\`\`\`${IMAGE}\n${IMAGE}\n\`\`\``,
  `# ${IMAGE}`,
  `> ${IMAGE}`,
  `- ${IMAGE}`,
  `| a |\n|---|\n| ${IMAGE} |`,
  `~~${IMAGE}~~`,
  `[${IMAGE}](https://example.org)`,
  `$$${IMAGE}$$`,
  `$\\unknown{${IMAGE}}$`,
  `\\(${IMAGE}\\)`,
  '<details data-payload open ontoggle=alert(1)>',
  '<video data-payload><source onerror=alert(1)></video>',
  '<input data-payload autofocus onfocus=alert(1)>',
  '<object data-payload data="javascript:alert(1)">',
  '<template data-payload><script>alert(1)</script></template>',
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)",
]

export const MEMBER_PAYLOADS = [...PAYLOADS, ...MORE]
