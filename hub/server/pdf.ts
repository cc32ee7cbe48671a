import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { previewBagTicket } from '../bays/contract.ts';
import { Id } from '../kernel/schemas.ts';
import { Medium, type PDF_REFUSALS } from '../printing/contract.ts';
import { loadChineseFont, NoChineseFont } from '../printing/font.ts';
import { makePdf } from '../printing/pdf-thread.ts';
import { previewJob } from '../printing/queue-contract.ts';
import { previewRequisition } from '../requisitions/query-contract.ts';
import { previewReturn } from '../returns/query-contract.ts';
import { HttpProblem } from './problem.ts';
import type { RestDeps } from './rest.ts';

/** What can be downloaded: the same sheets as a query shows, seen by whoever may ask it. */
const PAPERS = [
  { path: '/api/v1/requisitions/:requisition/pdf', key: 'requisition', query: previewRequisition },
  { path: '/api/v1/requisitions/:requisition/bag-ticket/pdf', key: 'requisition', query: previewBagTicket },
  { path: '/api/v1/returns/:return/pdf', key: 'return', query: previewReturn },
  { path: '/api/v1/print-jobs/:job/pdf', key: 'job', query: previewJob },
] as const;

function pdfProblem(status: number, code: (typeof PDF_REFUSALS)[number], message: string): HttpProblem {
  return new HttpProblem(status, code, message);
}

export function registerPdfs(app: FastifyInstance, { sessions, asker }: RestDeps): void {
  let font: ReturnType<typeof loadChineseFont> | null = null;
  for (const { path, key, query } of PAPERS) {
    app.get(
      path,
      {
        schema: {
          tags: [query.name.split('.')[0] ?? ''],
          summary: `${query.summary}, as a PDF of the paper's true size`,
          params: Type.Object({ [key]: Id }),
          querystring: Type.Object({ medium: Type.Optional(Medium) }),
        },
      },
      async (request, reply) => {
        const { actor } = await sessions.whoIs(request);
        const { medium } = request.query as { medium?: string };
        const asked = { ...(request.params as object), ...(medium === undefined ? {} : { medium }) };
        const shown = (await asker.ask(query.name, asked, actor)) as Static<typeof query.reply>;
        if (shown.sheets.length === 0) throw pdfProblem(404, 'printing.no-such-paper', 'There is no such document.');
        try {
          font ??= loadChineseFont();
          const pdf = await makePdf({ title: shown.title, sheets: shown.sheets, font: await font });
          const name = encodeURIComponent(`${shown.title}.pdf`);
          reply.header('content-disposition', `inline; filename*=UTF-8''${name}`);
          return await reply.type('application/pdf').send(pdf);
        } catch (error) {
          // Once somebody has installed one, the next request finds it.
          font = null;
          if (error instanceof NoChineseFont) throw pdfProblem(503, 'printing.no-font', error.message);
          throw error;
        }
      },
    );
  }
}
