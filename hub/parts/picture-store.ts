import type { Reader, Tx } from '../store/open.ts';

export type Photo = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array };

export function photoOf(reader: Reader, part: string): Photo | undefined {
  return reader.one('select type, bytes from part_photo where part_id = ?', part);
}

/** When the picture was made or changed; null: there is none. */
export function photoAt(reader: Reader, part: string): number | null {
  return reader.one<{ at: number }>('select changed_at as at from part_photo where part_id = ?', part)?.at ?? null;
}

export function setPhotoRow(tx: Tx, part: string, photo: Photo | null, at: number): void {
  tx.run('delete from part_photo where part_id = ?', part);
  if (photo === null) return;
  tx.run(
    'insert into part_photo (part_id, type, bytes, changed_at) values (?, ?, ?, ?)',
    part,
    photo.type,
    photo.bytes,
    at,
  );
}
