import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { loadChineseFont } from '../../hub/printing/font.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { pdfOf } from '../../hub/printing/pdf.ts';
import { makePdf } from '../../hub/printing/pdf-thread.ts';
import { previewOf } from '../../hub/printing/preview.ts';
import { selfTestDocument } from '../../hub/printing/self-test.ts';
import { openTestHub } from '../support/test-hub.ts';

test('a slip can be downloaded as a PDF on any paper; one that does not exist is a problem with a code', async () => {
  const hub = await openTestHub();
  onTestFinished(() => hub.close());
  const { warehouse, part } = await hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse')?.id ?? '',
    part: reader.one<{ id: string }>('select id from part')?.id ?? '',
  }));
  const answer = await hub.executor.run({
    operationId: newId(),
    name: 'requisitions.create',
    request: { warehouse, purpose: 'kit', receiver: null, order: null, remark: '', lines: [{ part, quantity: 1000 }] },
    actor: { person: null, roles: ['keeper'], station: null, provedAt: 0, system: null },
  });
  const { id } = answer.outcome === 'accepted' ? (answer.reply as { id: string }) : { id: '' };

  for (const query of ['', '?medium=form-241-third', '?medium=roll-58&place=desk']) {
    const reply = await hub.app.inject({ url: `/api/v1/requisitions/${id}/pdf${query}` });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  }
  const none = await hub.app.inject({ url: `/api/v1/requisitions/${newId()}/pdf` });
  expect([none.statusCode, none.json().code]).toEqual([404, 'printing.no-such-paper']);
  // A return is seen by the people who may ask for it, and by nobody else.
  expect((await hub.app.inject({ url: `/api/v1/returns/${newId()}/pdf` })).statusCode).toBe(401);
  const wrong = await hub.app.inject({ url: `/api/v1/requisitions/${id}/pdf?medium=papyrus` });
  expect(wrong.statusCode).toBe(400);
});

test('a PDF made in a thread is the one that would be made here', async () => {
  const sheets = previewOf(selfTestDocument('p', 'zh'), MEDIA['form-241']);
  const font = await loadChineseFont();
  const pdf = await makePdf({ title: '自检', sheets, font });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBe((await pdfOf('自检', sheets, font)).length);
});
