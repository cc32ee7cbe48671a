import type { DeviceEvent, WeightEvent } from '../../../devices/device.ts';
import { ScaleEmulator } from '../../../devices/emulators/scale.ts';
import { createScale } from '../../../devices/scales/create-scale.ts';
import type { SerialScale } from '../../../devices/scales/serial-scale.ts';
import { ManualClock, settle } from '../manual-clock.ts';

/** A scale on a table: its emulator, its driver, a clock that a test moves, and everything that was told. */
export class ScaleTable {
  readonly clock = new ManualClock();
  readonly events: DeviceEvent[] = [];

  /** Plugged in and not started. What is left to chance stands still, half of the way. */
  async plugIn(profile: string): Promise<{ scale: SerialScale; pan: ScaleEmulator }> {
    const { clock } = this;
    const pan = new ScaleEmulator({ profile, clock, random: () => 0.5, address: 'parts counter' });
    if (pan.port === null) throw new Error('the emulator has no port');
    const scale = createScale({ name: 'scale', profile, address: pan.port, clock });
    scale.listen((event) => this.events.push(event));
    await pan.start();
    return { scale, pan };
  }

  /** Lets time pass in small steps, so that questions and answers meet. */
  async pass(by_ms: number): Promise<void> {
    for (let passed = 0; passed < by_ms; passed += 50) {
      this.clock.advance(50);
      await settle();
    }
  }

  weights(): WeightEvent[] {
    return this.events.flatMap((event) => (event.kind === 'weight' ? [event] : []));
  }

  last(): WeightEvent | undefined {
    return this.weights().at(-1);
  }

  states(): string[] {
    return this.events.flatMap((event) => (event.kind === 'state' ? [event.state.state] : []));
  }
}
