import { beforeEach, describe, expect, test } from 'vitest';
import { LoadCycles, type LoadInput } from '../../../devices/scales/load-cycle.ts';
import { Stability } from '../../../devices/scales/stability.ts';
import { ZeroDrift } from '../../../devices/scales/zero-drift.ts';

describe('stability without a flag', () => {
  const rule = { hold_ms: 500, gap_ms: 1000, division_ug: 10n };
  let stability: Stability;
  beforeEach(() => {
    stability = new Stability(rule);
  });

  test('is time, not samples: a hundred equal frames in 499 ms prove nothing', () => {
    for (let frame = 0; frame < 100; frame++) expect(stability.judge(1000n, frame * 4.99)).toBe('unknown');
    expect(stability.judge(1000n, 500)).toBe(true);
  });

  test('two frames that far apart are enough', () => {
    stability.judge(1000n, 0);
    expect(stability.judge(1000n, 500)).toBe(true);
  });

  test('one division of flicker is standing still, two are movement', () => {
    stability.judge(1000n, 0);
    stability.judge(1010n, 200);
    stability.judge(990n, 400);
    expect(stability.judge(1000n, 500)).toBe(true);
    expect(stability.judge(1011n, 600)).toBe(false);
    expect(stability.judge(1011n, 1099)).toBe(false);
    expect(stability.judge(1011n, 1100)).toBe(true);
  });

  test('a slow creep is movement: it is measured against where it began', () => {
    let isStable: boolean | 'unknown' = 'unknown';
    for (let step = 0; step < 50; step++) {
      isStable = stability.judge(BigInt(step * 5), step * 100);
      expect(isStable === true).toBe(false);
    }
  });

  test('what happened in a pause is not known, so the wait begins anew', () => {
    stability.judge(1000n, 0);
    expect(stability.judge(1000n, 1001)).toBe('unknown');
    expect(stability.judge(1000n, 1501)).toBe(true);
  });

  test('a frame without a weight ends it', () => {
    stability.judge(1000n, 0);
    expect(stability.judge(null, 400)).toBe(false);
    expect(stability.judge(1000n, 600)).toBe('unknown');
  });
});

describe('loads', () => {
  let loads: LoadCycles;
  beforeEach(() => {
    loads = new LoadCycles({ nearZero_ug: 100n, division_ug: 10n });
  });
  const take = (
    value: bigint | null,
    stable: LoadInput['stable'] = true,
    outOfRange = false,
    atZero = false,
  ): string => {
    const { cycle, phase, step } = loads.take({ value_ug: value, stable, outOfRange, atZero });
    return `${phase} ${cycle}.${step}`;
  };

  test('a load that lay there before anybody listened is the first', () => {
    expect(take(5000n, 'unknown')).toBe('unknown 0.0');
    expect(take(5000n)).toBe('settled 1.1');
  });

  test('the same weight after zero is another load, and without zero it is not', () => {
    expect([take(5000n), take(5000n), take(0n), take(5000n)]).toEqual([
      'settled 1.1',
      'settled 1.1',
      'empty 1.0',
      'settled 2.1',
    ]);
  });

  test('a part that is quickly changed for an equal one is another load, though the scale never rested at zero', () => {
    expect([take(5000n), take(2000n, false), take(50n, false), take(4000n, false), take(5000n)]).toEqual([
      'settled 1.1',
      'moving 1.1',
      'moving 1.0',
      'moving 2.0',
      'settled 2.1',
    ]);
  });

  test('a zero lamp without a weight ends a load', () => {
    expect([take(5000n), take(null, false, false, true), take(null, true, false, true), take(5000n)]).toEqual([
      'settled 1.1',
      'moving 1.0',
      'empty 1.0',
      'settled 2.1',
    ]);
  });

  test('empty is only what rests near zero', () => {
    expect([take(5000n), take(-100n, false), take(-100n), take(100n)]).toEqual([
      'settled 1.1',
      'moving 1.0',
      'empty 1.0',
      'empty 1.0',
    ]);
  });

  test('what is added settles as another step; one division more is the same', () => {
    expect([take(5000n), take(5010n), take(6000n, false), take(6000n), take(5000n)]).toEqual([
      'settled 1.1',
      'settled 1.1',
      'moving 1.1',
      'settled 1.2',
      'settled 1.3',
    ]);
  });

  test('too much is a load; a status is nothing unless it says that the load moves', () => {
    expect(take(null)).toBe('unknown 0.0');
    expect(take(null, false, true)).toBe('moving 1.0');
    expect([take(5000n), take(null, 'unknown'), take(null, false)]).toEqual([
      'settled 1.1',
      'settled 1.1',
      'moving 1.1',
    ]);
  });
});

describe('zero', () => {
  let zero: ZeroDrift;
  beforeEach(() => {
    zero = new ZeroDrift({ tolerance_ug: 20n, creep_ug: 10n });
  });

  test('that creeps is drift from its tolerance on, told again as it grows', () => {
    const told = [0n, 10n, 20n, 30n, 38n, 48n].map((value, minute) => zero.empty(value, minute)?.size_ug ?? null);
    expect(told).toEqual([null, null, null, 30n, null, 48n]);
    expect(zero.now).toEqual({ kind: 'drift', size_ug: 48n, since_ms: 3 });
  });

  test('that jumps is something left on the pan, also while it creeps on', () => {
    zero.empty(0n, 0);
    expect(zero.empty(60n, 1)).toEqual({ kind: 'left-on-pan', size_ug: 60n, since_ms: 1 });
    expect(zero.empty(65n, 2)).toBeNull();
    expect(zero.empty(-60n, 3)).toEqual({ kind: 'left-on-pan', size_ug: -60n, since_ms: 1 });
  });

  test('that is good again is told once', () => {
    zero.empty(0n, 0);
    zero.empty(60n, 1);
    expect(zero.empty(5n, 2)).toEqual({ kind: 'good', size_ug: 5n, since_ms: 2 });
    expect(zero.empty(0n, 3)).toBeNull();
  });

  test('a scale that was already off when it was opened has drifted, since nobody saw a jump', () => {
    expect(zero.empty(50n, 0)).toMatchObject({ kind: 'drift', size_ug: 50n });
  });
});
