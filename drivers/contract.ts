/**
 * What every driver says to the rest of the house: plain data, no classes, safe to send between processes.
 * Drivers know devices and card formats; they know nothing of settlement, persons on file or money.
 */

/** Stable name of one device within one run, e.g. "pcsc:Virtual PCD 00 00". */
export type DeviceId = string;

/** One closed list of what can go wrong at a card reader; each has a sentence in the agent's error catalogue. */
export type CardErrorCode =
  | 'card_mute' // no answer to reset, or inserted the wrong way round
  | 'card_removed_early' // pulled before the read was complete
  | 'card_not_social_security' // none of the applets known here
  | 'card_is_bank_card'
  | 'card_is_residence_card'
  | 'card_expired'
  | 'card_blocked' // selected file invalidated, authentication method blocked
  | 'card_unreadable' // truncated or oversized answer, record with a wrong tag, bad date, invalid GBK
  | 'card_version_unknown'
  | 'card_busy' // another program holds the reader
  | 'card_timeout' // the card stopped answering in mid-read
  | 'card_psam_missing' // wants a PSAM, and no reader holds one that answers
  | 'card_psam_refused' // the PSAM's key is not this card's
  | 'card_pin_blocked' // no try left
  | 'card_pin_not_entered'; // asked for, and nobody gave one

/** What is read from EF05 and EF06 (national-interface.md 5.1). Dates are yyyy-MM-dd; missing optional items are null. */
export interface CardData {
  /** 卡的识别码, 32 hex digits; this is `card_sn` in 1101. */
  readonly card_sn: string;
  /** First 6 digits of card_sn: 发卡地区行政区划代码. */
  readonly issuing_admdvs: string;
  readonly card_class: string;
  readonly card_version: '1.00' | '2.00' | '3.00';
  readonly issuer: string;
  readonly issued_date: string;
  readonly expiry_date: string;
  /** 卡号, 9 characters; this is `mdtrt_cert_no` for mdtrt_cert_type 03. */
  readonly cardno: string;
  /** 社会保障号码, 18 characters. */
  readonly certno: string;
  /** 姓名, with the extension of version 2.00 and later appended. */
  readonly psn_name: string;
  readonly gend: string;
  readonly naty: string | null;
  readonly birthplace: string | null;
  readonly brdy: string;
}

export type DeviceType = 'reader' | 'scanner' | 'printer';

/** By which a device is told from others of its kind; empty text where it does not say. */
export interface DeviceIdentity {
  /** USB vendor and product, four hex digits each. */
  readonly vid: string;
  readonly pid: string;
  readonly serial: string;
  /** Where it is plugged in: USB bus and ports ("1-2.3"), or the path of a serial port. */
  readonly port: string;
  /** What it calls itself, without the number that changes with every plugging; absent: its name. */
  readonly model?: string;
}

/** What keeps a device from its work, as long as it does; each has a sentence in the agent's error catalogue. */
export type DeviceProblemCode =
  | 'scanner_keyboard_mode' // types like a keyboard; read all the same where that is possible
  | 'device_ambiguous' // two are there that cannot be told apart
  | 'device_no_access' // there, but it cannot be opened
  | 'printer_offline' // does not answer
  | 'printer_no_paper'
  | 'printer_cover_open'
  | 'printer_fault'; // cutter or another fault that a person clears

/** `presence` counts insertions at one device: two reads with the same number saw the same uninterrupted card. */
export type DeviceEvent =
  | {
      readonly kind: 'device_added';
      readonly device: DeviceId;
      readonly name: string;
      readonly virtual: boolean;
      /** Absent: a card reader. */
      readonly type?: DeviceType;
      /** What it is recognised by when it comes back under another name; absent where the system tells nothing. */
      readonly identity?: DeviceIdentity;
      /** A reader's antenna; absent: contacts. */
      readonly contactless?: boolean;
    }
  | { readonly kind: 'device_removed'; readonly device: DeviceId }
  | { readonly kind: 'card_inserted'; readonly device: DeviceId; readonly presence: number; readonly atr: string }
  | { readonly kind: 'card_read'; readonly device: DeviceId; readonly presence: number; readonly card: CardData }
  | {
      readonly kind: 'card_failed';
      readonly device: DeviceId;
      readonly presence: number;
      readonly code: CardErrorCode;
      /** For the log: APDU status or step. Never holds personal data. */
      readonly detail: string;
    }
  /** The card waits for its holder's PIN. `tries_left` is told after a wrong one, else null. */
  | {
      readonly kind: 'pin_wanted';
      readonly device: DeviceId;
      readonly presence: number;
      readonly tries_left: number | null;
    }
  /** In place of card_read or card_failed: what is in is a PSAM, which others' cards are opened with. */
  | { readonly kind: 'psam_found'; readonly device: DeviceId; readonly presence: number }
  | { readonly kind: 'card_removed'; readonly device: DeviceId; readonly presence: number }
  /** One whole code as a scanner read it. `aim`: AIM identifier without its bracket ("Q1"), null where none was told. */
  | { readonly kind: 'scan'; readonly device: DeviceId; readonly text: string; readonly aim: string | null }
  /** Something came from a scanner that is no whole code. `detail` never holds what it was. */
  | { readonly kind: 'scan_failed'; readonly device: DeviceId; readonly detail: string }
  /** Null: the device can work (again). */
  | {
      readonly kind: 'device_problem';
      readonly device: DeviceId;
      readonly code: DeviceProblemCode | null;
      readonly detail: string;
    }
  /** A print job ended: every byte of it was taken by the printer, or why not. Exactly one for each job. */
  | {
      readonly kind: 'printed';
      readonly device: DeviceId;
      readonly job: string;
      readonly code: DeviceProblemCode | null;
      /** Certain that not a byte of it reached the printer: it left no paper behind. */
      readonly untouched?: true;
    }
  /** What devices depend on went away or came back: the system service (pcscd), or the process the drivers run in. */
  | {
      readonly kind: 'service';
      readonly service: 'pcscd' | DeviceHostName | 'hid' | 'serial' | 'vendor_reader';
      readonly up: boolean;
      readonly detail: string;
      /** What is wrong, for the one who has to mend it; null when nothing is. `subject`: service, module or reader. */
      readonly problem: ServiceProblem | null;
      readonly subject: string;
    };

export type ServiceProblem =
  | 'device_service_down'
  | 'device_host_ended'
  | 'device_program_ended'
  | 'device_module_missing'
  | 'device_virtual_refused';

/** A running driver. `stop` resolves when the native handles are released; no event follows it. */
export interface Driver {
  stop(): Promise<void>;
}

export type DeviceListener = (event: DeviceEvent) => void;

/** Time as drivers see it, so that deadlines and back-off run in virtual time too. All in milliseconds. */
export interface DriverClock {
  monotonicMs(): number;
  /** Calls back once after delayMs; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
  /** Today's date in Asia/Shanghai as yyyy-MM-dd, for the card's expiry. */
  today(): string;
}

/** The processes drivers run in: one a kind, so that a binding that crashes or hangs takes no other kind along. */
export type DeviceHostName = 'device-host' | 'scanner-host' | 'serial-host';

/** A device on a serial port: which one it is, by path or by what USB tells, and how it talks. */
export interface SerialDevice {
  /** Its name at this counter, and in its device id: "serial:<name>". */
  readonly name: string;
  readonly type: 'scanner' | 'printer';
  readonly path?: string;
  readonly vid?: string;
  readonly pid?: string;
  readonly serial?: string;
  readonly port?: string;
  readonly baud: number;
  /** Scanner: how its codes end. Default: line, CR or LF. */
  readonly framing?: 'cr' | 'crlf' | 'lf' | 'line' | 'stx_etx' | 'stx_etx_lrc' | 'silence';
  /** Scanner: a gap between two bytes after which nothing more of a code comes. */
  readonly silenceMs?: number;
  /** Printer: whether it answers when asked how it is. Default: it does. */
  readonly asksStatus?: boolean;
}

/** Whether other programs may talk to the card at the same time; then it is looked at again that it is still the same. */
export type CardSharing = 'exclusive' | 'shared';

/** A program that reads cards by a maker's library, and writes a line for each look (drivers/vendor/driver.ts). */
export interface VendorReader {
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** Which kinds to start, and how. Plain data: it crosses to the device process. */
export interface DriverOptions {
  readonly pcsc?: {
    readonly acceptVirtual: boolean;
    readonly sharing?: CardSharing;
    /** From a card's insertion to a verdict; default: the driver's. */
    readonly readDeadlineMs?: number;
  };
  readonly vendor?: VendorReader;
  /** HID scanners: whatever is plugged in. */
  readonly hid?: object;
  /** Absent or empty: none. */
  readonly serial?: readonly SerialDevice[];
}

/**
 * What passed the byte seam of a device, for a recording: an operation that was asked for, what came of it, or what the
 * device said by itself. `handle` is the number of the call that opened it, 0 for the port itself. Values are as the port
 * has them, bytes included; on the way out of the device process they are plain JSON (drivers/tap.ts).
 */
export type Tapped = { readonly port: 'pcsc' | 'vendor' | 'hid' | 'serial'; readonly handle: number } & (
  | { readonly what: 'call'; readonly n: number; readonly op: string; readonly value: readonly unknown[] }
  /** `op: 'list'` comes without its call, and only when it is another list than before. */
  | { readonly what: 'answer'; readonly n: number; readonly op: string; readonly value: unknown }
  | { readonly what: 'event'; readonly value: unknown }
);

export type Tap = (passed: Tapped) => void;
