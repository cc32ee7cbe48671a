import { COMMANDS, type Command } from '../requisitions/scans.ts';

export type CommandMatch = { readonly meaning: 'command'; readonly command: Command };

const PREFIX = 'WH-';

/** What a printed command card carries: "WH-CONFIRM". */
export function commandCode(command: Command): string {
  return `${PREFIX}${command.toUpperCase()}`;
}

export function recogniseCommand(text: string): CommandMatch[] {
  return COMMANDS.filter((command) => commandCode(command) === text).map((command) => ({
    meaning: 'command',
    command,
  }));
}
