import type { Packet } from '../../core/index.js';
import styles from './Journal.module.css';

/** `10.244.1.5:41234 → 10.96.0.10:80`. */
export function headerText(packet: Packet): string {
  return `${endText(packet.src, packet.sport)} → ${endText(packet.dst, packet.dport)}`;
}

function endText(ip: string, port: number): string {
  const address = ip.includes(':') ? `[${ip}]` : ip;
  return port === 0 ? address : `${address}:${port}`;
}

/** A header before and after; what was rewritten is struck through beside what it became. */
export function HeaderChange({ before, after }: { readonly before: Packet; readonly after: Packet }) {
  return (
    <span className={styles['header']}>
      <End was={endText(before.src, before.sport)} is={endText(after.src, after.sport)} />
      <span> → </span>
      <End was={endText(before.dst, before.dport)} is={endText(after.dst, after.dport)} />
      {after.mark === before.mark ? null : (
        <span>
          {' '}
          mark <ins>0x{after.mark.toString(16)}</ins>
        </span>
      )}
    </span>
  );
}

function End({ was, is }: { readonly was: string; readonly is: string }) {
  if (was === is) return <span>{is}</span>;
  return (
    <>
      <del>{was}</del> <ins>{is}</ins>
    </>
  );
}
