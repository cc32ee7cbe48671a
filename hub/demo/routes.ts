import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { validate } from '../executor/validation.ts';
import type { Clock } from '../kernel/clock.ts';
import { HttpProblem } from '../server/problem.ts';
import { PlugRequest, PrinterRequest, ScaleRequest, TriggerRequest } from './contract.ts';
import type { DemoDevices } from './devices.ts';
import type { DemoHands } from './hands.ts';
import type { DemoLine } from './line.ts';
import { actOnScale, watchScales } from './scales.ts';

function bodyOf<Schema extends TSchema>(request: FastifyRequest, schema: Schema): Static<Schema> {
  validate(schema, request.body);
  return request.body as Static<Schema>;
}

function byDevice<Found extends { readonly device: string }>(all: readonly Found[], request: FastifyRequest): Found {
  const { device } = request.params as { device: string };
  const found = all.find((candidate) => candidate.device === device);
  if (found === undefined)
    throw new HttpProblem(404, 'request.unknown-name', `There is no device ${device} on this bench.`);
  return found;
}

const Done = Type.Object({});

export type DemoBench = { readonly devices: DemoDevices; readonly line: DemoLine; readonly clock: Clock };

/** What a person's hands do on the bench: they move the emulated devices, never the hub. */
export function registerDemoRoutes(
  app: FastifyInstance,
  { devices, line, clock }: DemoBench,
  { announce, retryLine }: DemoHands,
): void {
  for (const { emulator } of devices.printers) emulator.onChange(() => announce('demo.printer'));
  for (const { emulator } of devices.scanners) emulator.onChange(() => announce('demo.scanner'));
  const stopWatching = watchScales(devices.scales, clock, () => announce('demo.scale'));
  app.addHook('onClose', async () => stopWatching());
  const schema = (summary: string, body: TSchema) => ({
    schema: { tags: ['demo'], summary, body, response: { 200: Done } },
  });

  app.post(
    '/api/v1/demo/scanners/:device/trigger',
    schema('Pull the trigger of an emulated scanner', TriggerRequest),
    async (request) => {
      const { text, symbology } = bodyOf(request, TriggerRequest);
      await byDevice(devices.scanners, request).emulator.scan(text, symbology);
      return {};
    },
  );

  app.post('/api/v1/demo/scanners/:device/plug', schema('Plug or unplug a scanner', PlugRequest), async (request) => {
    const { emulator } = byDevice(devices.scanners, request);
    if (bodyOf(request, PlugRequest).plugged) emulator.replug();
    else emulator.unplug();
    return {};
  });

  app.post(
    '/api/v1/demo/printers/:device',
    schema('Paper, cover and plug of a printer', PrinterRequest),
    async (request) => {
      const printer = byDevice(devices.printers, request);
      const { plugged, paper, coverOpen } = bodyOf(request, PrinterRequest);
      const { emulator } = printer;
      if (emulator instanceof EscposPrinterEmulator) {
        if (paper !== undefined) {
          emulator.paperOut = paper === 'out';
          emulator.nearEnd = paper === 'near-end';
        }
        if (coverOpen !== undefined) emulator.coverOpen = coverOpen;
      }
      if (plugged !== undefined && plugged !== printer.plugged) {
        printer.plugged = plugged;
        if (plugged) await emulator.start();
        else await (emulator instanceof EscposPrinterEmulator ? emulator.powerCut() : emulator.stop());
      }
      announce('demo.printer');
      return {};
    },
  );

  app.post('/api/v1/demo/scales/:device', schema('One act at a scale', ScaleRequest), async (request) => {
    const scale = byDevice(devices.scales, request);
    await actOnScale(scale, bodyOf(request, ScaleRequest));
    return {};
  });

  app.post('/api/v1/demo/line', schema('Cut or mend the line to head office', PlugRequest), async (request) => {
    line.isCut = !bodyOf(request, PlugRequest).plugged;
    if (!line.isCut) retryLine();
    announce('demo.line');
    return {};
  });
}
