/**
 * An ESC/POS printer: bytes in, paper out, and answers to DLE EOT. Knows the commands receipts use and takes no others, so
 * that a wrong byte shows on the paper. Paper can run out and the cover be opened in the middle of a job.
 */
import iconv from 'iconv-lite';

export interface PaperPrinter {
  /** Takes bytes; returns what it answers at once. */
  take(bytes: Uint8Array): Uint8Array;
  /** Lines printed so far; a cut is "✂", a QR code "[QR …]", large text in «». */
  readonly paper: string[];
  /** Lines left on the roll; Infinity at first. */
  load(lines: number): void;
  cover(open: boolean): void;
}

const OK = 0x12;

export function paperPrinter(): PaperPrinter {
  const paper: string[] = [];
  let buffer = Buffer.alloc(0);
  let line: number[] = [];
  let large = false;
  let qr = '';
  let left = Number.POSITIVE_INFINITY;
  let open = false;

  const status = (question: number): number => {
    if (question === 2) return OK | (open ? 0x04 : 0) | (left <= 0 ? 0x20 : 0);
    return question === 4 && left <= 0 ? OK | 0x60 : OK;
  };

  function put(text: string): void {
    if (left <= 0 || open) return;
    left -= 1;
    paper.push(text);
  }

  /** Bytes of the command at the start of the buffer; 0 when more have to come. */
  function command(answers: number[]): number {
    const [a = 0, b = 0, c = 0] = buffer;
    if (a === 0x0a) {
      const text = iconv.decode(Buffer.from(line), 'gb18030');
      if (line.length > 0) put(large ? `«${text}»` : text);
      line = [];
      return 1;
    }
    if (a === 0x10) {
      if (buffer.length < 3) return 0;
      if (b === 0x04) answers.push(status(c));
      return 3;
    }
    if (a === 0x1b || a === 0x1c) {
      if (buffer.length < 2) return 0;
      if ((a === 0x1b && b === 0x40) || (a === 0x1c && (b === 0x26 || b === 0x2e))) return 2;
      return buffer.length < 3 ? 0 : 3;
    }
    if (a !== 0x1d) {
      line.push(a);
      return 1;
    }
    return group(b, c);
  }

  function group(b: number, c: number): number {
    if (buffer.length < 3) return 0;
    if (b === 0x21) large = c === 0x11;
    if (b === 0x56) put('✂');
    if (b !== 0x28) return 3;
    if (buffer.length < 5) return 0;
    const length = 5 + buffer.readUInt16LE(3);
    if (buffer.length < length) return 0;
    if (buffer[6] === 0x50) qr = buffer.subarray(8, length).toString('utf8');
    if (buffer[6] === 0x51) put(`[QR ${qr}]`);
    return length;
  }

  return {
    paper,
    take(bytes) {
      buffer = Buffer.concat([buffer, bytes]);
      const answers: number[] = [];
      for (let used = 1; buffer.length > 0 && used > 0; ) {
        used = command(answers);
        buffer = buffer.subarray(used);
      }
      return Uint8Array.from(answers);
    },
    load(lines) {
      left = lines;
    },
    cover(isOpen) {
      open = isOpen;
    },
  };
}
