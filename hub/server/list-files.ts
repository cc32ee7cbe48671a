import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { writeTableFile } from '../executor/table-thread.ts';
import { converted, validate } from '../executor/validation.ts';
import { TABLE_FORMATS, type TableFormat } from '../kernel/table-file.ts';
import type { LIST_FILE_REFUSALS } from './list-contract.ts';
import { HttpProblem } from './problem.ts';
import type { RestDeps } from './rest.ts';

/** More is no list that somebody reads, and no file that a spreadsheet opens well. */
const MOST_FILE_ROWS = 100_000;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<TableFormat, string>;

function tooLong(code: (typeof LIST_FILE_REFUSALS)[number]): HttpProblem {
  return new HttpProblem(409, code, `A file holds ${MOST_FILE_ROWS} rows at most.`);
}

const FileRequest = Type.Object({
  format: Type.Enum([...TABLE_FORMATS]),
  language: Type.Enum(['zh', 'en'], { default: 'zh' }),
});

/** Every list as a file, with all of its columns: what its query would show, seen by whoever may ask it. */
export function registerListFiles(app: FastifyInstance, deps: RestDeps): void {
  for (const { contract, title, columns } of deps.lists) {
    app.get(
      `/api/v1/lists/${contract.name}/file`,
      {
        schema: {
          tags: [contract.name.split('.')[0] ?? ''],
          summary: `${contract.summary}, as a file of CSV or XLSX`,
          querystring: Type.Intersect([FileRequest, contract.request]),
        },
      },
      async (request, reply) => {
        const { actor } = await deps.sessions.whoIs(request);
        const { format, language = 'zh', place: _, ...asked } = request.query as Record<string, string | undefined>;
        const file = { format, language };
        validate(FileRequest, file);
        const as = file as { format: TableFormat; language: 'zh' | 'en' };
        const rows = await deps.asker.rowsOf(contract.name, converted(contract.request, asked), actor, MOST_FILE_ROWS);
        if (rows === null) throw tooLong('lists.too-long');
        const bytes = await writeTableFile(as.format, {
          title: title[as.language],
          header: columns.map((column) => column.title[as.language]),
          rows: rows.map((row) => columns.map(({ cell }) => cell(row, deps.timeZone))),
        });
        const name = encodeURIComponent(`${title[as.language]}.${as.format}`);
        reply.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
        return reply.type(TYPES[as.format]).send(Buffer.from(bytes));
      },
    );
  }
}
