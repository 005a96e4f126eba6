/** An institution as the centre has it on file: who a terminal belongs to. A record; it holds no rule. */
export interface Institution {
  /** 12 characters. */
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly mdtrtarea_admvs: string;
  readonly institution_kind: string;
  /** 1, 2, 3 or empty. */
  readonly institution_level: string;
  readonly dual_channel: boolean;
}

/** The shop of the demonstration; fictitious. */
export const DEMO_PHARMACY: Institution = {
  fixmedins_code: 'P37010200001',
  fixmedins_name: '测试大药房',
  mdtrtarea_admvs: '370102',
  institution_kind: 'pharmacy',
  institution_level: '',
  dual_channel: true,
};

/** A clinic of the first level beside it; fictitious, too. */
export const DEMO_CLINIC: Institution = {
  fixmedins_code: 'H37010200001',
  fixmedins_name: '测试诊所',
  mdtrtarea_admvs: '370102',
  institution_kind: 'clinic',
  institution_level: '1',
  dual_channel: false,
};
