/** The persons of the simulated world and the terminals of its shop and its clinic; fictitious. */
import type { Terminal as Identity } from '../../agent/core/state.ts';
import type { CardData } from '../../drivers/contract.ts';
import { DEMO_CLINIC, DEMO_PHARMACY } from '../centre/institution.ts';

export interface SimulatedPerson {
  readonly psn_no: string;
  readonly card: CardData;
}

export function makePersons(count: number): readonly SimulatedPerson[] {
  return Array.from({ length: count }, (_unused, index) => {
    const serial = String(index + 1).padStart(4, '0');
    return {
      psn_no: `PSN9900${serial}`,
      card: {
        card_sn: `370100${serial.padStart(26, '0')}`,
        issuing_admdvs: '370100',
        card_class: '1',
        card_version: '2.00',
        issuer: '',
        issued_date: '2020-01-01',
        expiry_date: '2030-01-01',
        cardno: `T0000${serial}`,
        certno: `99000019900101${serial}`,
        psn_name: `测试${serial}`,
        gend: '1',
        naty: null,
        birthplace: null,
        brdy: '1990-01-01',
      },
    };
  });
}

/** Matches whatever tells who one of them is. */
export function personalOf(persons: readonly SimulatedPerson[]): RegExp {
  const words = persons.flatMap(({ psn_no, card }) => [psn_no, card.card_sn, card.cardno, card.certno, card.psn_name]);
  return new RegExp(words.join('|'));
}

export function makeTerminal(slot: number, where: 'pharmacy' | 'clinic'): Identity {
  const { fixmedins_code, fixmedins_name, mdtrtarea_admvs } = where === 'clinic' ? DEMO_CLINIC : DEMO_PHARMACY;
  const [pharmacy, clinic] = [
    { kind: 'pharmacy', level: null, dual_channel: true } as const,
    { kind: 'clinic', level: '1', dual_channel: false } as const,
  ];
  return {
    ...{ dev_no: `T${String(slot).padStart(4, '0')}`, slot, fixmedins_code, fixmedins_name, mdtrtarea_admvs },
    institution: where === 'clinic' ? clinic : pharmacy,
  };
}
