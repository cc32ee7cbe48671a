import { type Static, Type } from 'typebox';
import type { FrameReader } from './frames.ts';
import { AdamCpwOptions, readAdamCpw } from './protocols/adam-cpw.ts';
import { AndStandardOptions, readAndStandard } from './protocols/and-standard.ts';
import { Cas10Options, Cas22Options, readCas10, readCas22 } from './protocols/cas.ts';
import { DigiDcOptions, readDigiDc } from './protocols/digi-dc.ts';
import { MtSicsOptions, readMtSics } from './protocols/mt-sics.ts';
import { OhausOptions, readOhaus } from './protocols/ohaus.ts';
import { readScp, ScpOptions } from './protocols/scp.ts';
import { readToledo8217, Toledo8217Options } from './protocols/toledo-8217.ts';
import { readToledoContinuous, ToledoContinuousOptions } from './protocols/toledo-continuous.ts';
import { readYaohuaA9, YaohuaA9Options } from './protocols/yaohua-a9.ts';
import { readYaohuaEquals, YaohuaEqualsOptions } from './protocols/yaohua-equals.ts';
import { readYaohuaText, YaohuaTextOptions } from './protocols/yaohua-text.ts';
import type { Unit } from './weight.ts';

/** Every protocol that a scale profile may name, with its options. */
export const ScaleProtocolSchema = Type.Union([
  MtSicsOptions,
  Toledo8217Options,
  ToledoContinuousOptions,
  Cas22Options,
  Cas10Options,
  AndStandardOptions,
  OhausOptions,
  YaohuaA9Options,
  YaohuaTextOptions,
  YaohuaEqualsOptions,
  DigiDcOptions,
  AdamCpwOptions,
  ScpOptions,
]);
export type ScaleProtocol = Static<typeof ScaleProtocolSchema>;

/** The reader of a protocol. `unit` is what a weight without unit is in. */
export function frameReaderOf(protocol: ScaleProtocol, unit: Unit): FrameReader {
  switch (protocol.name) {
    case 'mt-sics':
      return readMtSics();
    case 'toledo-8217':
      return readToledo8217(unit);
    case 'toledo-continuous':
      return readToledoContinuous(protocol);
    case 'cas-22':
      return readCas22();
    case 'cas-10':
      return readCas10(unit);
    case 'and-standard':
      return readAndStandard();
    case 'ohaus':
      return readOhaus(protocol);
    case 'yaohua-a9':
      return readYaohuaA9(protocol, unit);
    case 'yaohua-text':
      return readYaohuaText(protocol);
    case 'yaohua-equals':
      return readYaohuaEquals(protocol, unit);
    case 'digi-dc':
      return readDigiDc(protocol);
    case 'adam-cpw':
      return readAdamCpw();
    case 'scp':
      return readScp();
  }
}
