import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STALE_AFTER_MS, STAND_IN_AFTER_MS } from '../../hub/printing/rules.ts';
import { openJournal, type PaperStub } from './journal-bench.ts';

const ids = (printer: PaperStub): string[] => printer.jobs.map(({ job }) => job);

test('what waited for paper comes out once each and in its order', async () => {
  const { roll, queue, settled, jobs } = await openJournal();
  roll.paper = 'out';
  const wanted = [];
  for (let slip = 0; slip < 5; slip += 1) wanted.push(await queue(roll));
  await settled();
  expect(ids(roll)).toEqual([]);
  roll.paper = 'ok';
  roll.paper = 'near-end';
  roll.paper = 'ok';
  await settled();
  expect(ids(roll)).toEqual(wanted);
  expect((await jobs()).map(({ state }) => state)).toEqual(Array(5).fill('CONFIRMED'));
});

test('what waited too long is asked about once, and printed as the original when it is still wanted', async () => {
  const { roll, clock, queue, settled, job, run, done } = await openJournal();
  roll.paper = 'out';
  const [old, older] = [await queue(roll), await queue(roll)];
  clock.advance(STALE_AFTER_MS + 1);
  const fresh = await queue(roll);
  roll.paper = 'ok';
  await settled();
  expect(ids(roll)).toEqual([fresh]);
  expect(await job(old)).toMatchObject({ state: 'EXPIRED', code: 'stale' });
  await done('printing.answer-stale', { job: old, print: true });
  await done('printing.answer-stale', { job: older, print: false });
  await settled();
  expect(ids(roll)).toEqual([fresh, old]);
  expect(roll.textOf(old)).not.toContain('补打');
  expect(await job(older)).toMatchObject({ state: 'EXPIRED', code: 'let-go' });
  for (const id of [old, older]) {
    expect(await run('printing.answer-stale', { job: id, print: true })).toMatchObject({ code: 'printing.not-stale' });
  }
});

test('a clock that jumps back makes nothing stale', async () => {
  const { roll, clock, queue, settled } = await openJournal();
  roll.paper = 'out';
  const slip = await queue(roll);
  clock.setWall(clock.wall() - 14 * 24 * 60 * 60_000);
  roll.paper = 'ok';
  await settled();
  expect(ids(roll)).toEqual([slip]);
});

test('another printer stands in for one that cannot print, in its own layout, and the paper says so', async () => {
  const { roll, form, clock, queue, settled, job, done } = await openJournal();
  await done('printing.set-rule', { printer: 'roll', fallback: 'form' });
  roll.paper = 'out';
  const slip = await queue(roll);
  await settled();
  clock.advance(STAND_IN_AFTER_MS - 1);
  await settled();
  expect(ids(form)).toEqual([]);
  clock.advance(1);
  await settled();
  await settled();
  expect(ids(form)).toEqual([slip]);
  expect(form.jobs[0]?.pages[0]?.height_mm).toBe(139.7);
  expect(form.textOf(slip)).toContain('代打, 原打印机: roll');
  expect(await job(slip)).toMatchObject({ printer: 'form', movedFrom: 'roll', state: 'CONFIRMED', copy: 0 });
  roll.paper = 'ok';
  const next = await queue(roll);
  await settled();
  expect(ids(roll)).toEqual([next]);
});

test('nothing moves to a stand-in that cannot print either, and nothing of which a byte may have left', async () => {
  const { roll, form, clock, queue, settled, job, done } = await openJournal();
  await done('printing.set-rule', { printer: 'roll', fallback: 'form' });
  roll.outcomes.push('uncertain');
  const doubtful = await queue(roll);
  await settled();
  roll.paper = 'out';
  form.paper = 'out';
  const slip = await queue(roll);
  await settled();
  clock.advance(STAND_IN_AFTER_MS * 2);
  await settled();
  expect(await job(slip)).toMatchObject({ printer: 'roll', state: 'QUEUED' });
  form.paper = 'ok';
  clock.advance(STAND_IN_AFTER_MS);
  await settled();
  await settled();
  expect(ids(form)).toEqual([slip]);
  expect(await job(doubtful)).toMatchObject({ printer: 'roll', state: 'UNCERTAIN', movedFrom: null });
});

test('a hung printer delays nobody but itself', async () => {
  const { roll, form, queue, settled } = await openJournal();
  roll.isHung = true;
  await queue(roll);
  const others = [await queue(form), await queue(form)];
  await settled();
  expect(ids(form)).toEqual(others);
});

test('a document that cannot be laid out is given up and said, and what waits behind it comes out', async () => {
  const { roll, queue, job, store, bugs, settled } = await openJournal();
  roll.paper = 'out';
  const broken = await queue(roll);
  const good = await queue(roll);
  await store.write((tx) => {
    const content = { template: 'x', title: 'x', blocks: [{ block: 'of a newer hub' }] };
    tx.run('update print_job set document = ? where id = ?', JSON.stringify(content), broken);
  });
  roll.paper = 'ok';
  await settled();
  expect(ids(roll)).toEqual([good]);
  expect(await job(broken)).toMatchObject({ state: 'EXPIRED', code: 'unprintable' });
  expect(bugs).toHaveLength(1);
  bugs.length = 0;
});

test('a driver that throws leaves a question, not a job that is never over', async () => {
  const { roll, queue, job, bugs, settled } = await openJournal();
  roll.print = () => Promise.reject(new Error('port closed twice'));
  const asked = await queue(roll);
  await settled();
  expect(await job(asked)).toMatchObject({ state: 'UNCERTAIN', code: 'error' });
  expect(bugs).toHaveLength(1);
  bugs.length = 0;
});

test('a job that waits is cancelled or moved by a person; one that is over is printed again as 补打 n', async () => {
  const { roll, form, queue, settled, job, run, done } = await openJournal();
  roll.paper = 'out';
  const [first, second] = [await queue(roll), await queue(roll)];
  expect(await run('printing.reprint', { job: first, printer: 'form', times: 1 })).toMatchObject({
    code: 'printing.not-over',
  });
  await done('printing.cancel', { job: first });
  await done('printing.move', { job: second, printer: 'form' });
  await settled();
  expect(await job(first)).toMatchObject({ state: 'EXPIRED', code: 'cancelled' });
  expect(ids(form)).toEqual([second]);
  for (const name of ['printing.cancel', 'printing.move']) {
    expect(await run(name, { job: second, ...(name === 'printing.move' ? { printer: 'roll' } : {}) })).toMatchObject({
      code: 'printing.not-waiting',
    });
  }
  const { jobs } = await done<{ jobs: string[] }>('printing.reprint', { job: second, printer: 'form', times: 2 });
  await settled();
  expect(jobs.map((id) => form.textOf(id).match(/补打 \d/)?.[0])).toEqual(['补打 1', '补打 2']);
  expect(await run('printing.move', { job: second, printer: 'nobody' })).toMatchObject({
    code: 'printing.no-such-printer',
  });
  expect(await run('printing.set-rule', { printer: 'roll', fallback: 'roll' })).toMatchObject({
    code: 'printing.stands-in-for-itself',
  });
});

test('a printer does not begin a job that was given to another one since it looked', async () => {
  const { roll, queue, done, run, job } = await openJournal();
  roll.paper = 'out';
  const slip = await queue(roll);
  await done('printing.set-rule', { printer: 'form', fallback: null });
  expect(await run('printing.begin', { job: slip, printer: 'form' })).toMatchObject({ code: 'printing.not-queued' });
  expect(await job(slip)).toMatchObject({ state: 'QUEUED' });
});

type Step =
  | { do: 'queue'; on: 'roll' | 'form' }
  | { do: 'paper'; on: 'roll' | 'form'; out: boolean }
  | { do: 'end'; on: 'roll' | 'form'; as: 'uncertain' | 'failed' | 'sent' }
  | { do: 'wait'; ms: number }
  | { do: 'cancel' | 'move' | 'answer' | 'still-wanted' | 'reprint'; pick: number; yes: boolean };

const on = fc.constantFrom('roll' as const, 'form' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('queue' as const), on }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('paper' as const), on, out: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      on,
      as: fc.constantFrom('uncertain' as const, 'failed' as const, 'sent' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(6_000, STAND_IN_AFTER_MS, STALE_AFTER_MS + 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'cancel' as const,
        'move' as const,
        'answer' as const,
        'still-wanted' as const,
        'reprint' as const,
      ),
      pick: fc.nat(30),
      yes: fc.boolean(),
    }),
  },
);

test('whatever printers and people do, no job is on two papers, and in the end everything is over or asked about', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const bench = await openJournal();
      const { roll, form, clock, settled } = bench;
      const printers = { roll, form };
      await bench.done('printing.set-rule', { printer: 'roll', fallback: 'form' });
      const known: string[] = [];
      for (const one of steps) {
        if (one.do === 'queue') known.push(await bench.queue(printers[one.on]));
        else if (one.do === 'paper') printers[one.on].paper = one.out ? 'out' : 'ok';
        else if (one.do === 'end') printers[one.on].outcomes.push(one.as);
        else if (one.do === 'wait') clock.advance(one.ms);
        else {
          const job = known[one.pick % Math.max(1, known.length)];
          if (job === undefined) continue;
          const other = one.yes ? 'roll' : 'form';
          const calls: { readonly [of in typeof one.do]: readonly [string, object] } = {
            cancel: ['printing.cancel', { job }],
            move: ['printing.move', { job, printer: other }],
            answer: ['printing.answer', { job, printed: one.yes }],
            'still-wanted': ['printing.answer-stale', { job, print: one.yes }],
            reprint: ['printing.reprint', { job, printer: other, times: 1 }],
          };
          const [name, request] = calls[one.do];
          await bench.run(name, request);
        }
        await settled();
      }
      for (const printer of [roll, form]) {
        printer.outcomes.length = 0;
        printer.paper = 'ok';
      }
      clock.advance(10_000);
      await settled();
      await settled();
      const printed = [...ids(roll), ...ids(form)];
      expect(new Set(printed).size).toBe(printed.length);
      const jobs = await bench.jobs();
      expect(jobs.filter(({ state }) => ['QUEUED', 'SENDING', 'FAILED'].includes(state))).toEqual([]);
      for (const { id, state } of jobs.filter(({ state: end }) => end === 'CONFIRMED' || end === 'SENT')) {
        expect([id, state, printed.includes(id)]).toEqual([id, state, true]);
      }
      const originals = jobs.filter(({ copy }) => copy === 0).map(({ documentId }) => documentId);
      expect(new Set(originals).size).toBe(originals.length);
      expect(bench.bugs).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
