/** A folder of its own for each test, with small catalogue files in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportReport, type ImportRequest, importCatalogue } from '../../agent/adapters/catalogue/import.ts';
import { openInstalled } from '../../agent/adapters/catalogue/served.ts';
import type { OpenCatalogue } from '../../agent/adapters/catalogue/source.ts';

export const DAY = '2022-10-08';

export class Shop {
  readonly root = mkdtempSync(join(tmpdir(), 'tongxing-catalogue-'));
  readonly folder = join(this.root, 'catalogue');
  readonly #open: OpenCatalogue[] = [];

  /** A file of rows of cells; answers its path. */
  file(name: string, ...rows: readonly (readonly string[])[]): string {
    return this.bytes(name, Buffer.from(rows.map((cells) => `${cells.join('\t')}\n`).join('')));
  }

  bytes(name: string, bytes: Buffer): string {
    const path = join(this.root, name);
    writeFileSync(path, bytes);
    return path;
  }

  import(files: readonly string[], more: Partial<ImportRequest> = {}): Promise<ImportReport> {
    const request = { folder: this.folder, files, increment: false, admdvs: '370102', today: DAY, ...more };
    return importCatalogue(request, () => {});
  }

  installed(): OpenCatalogue {
    const catalogue = openInstalled(this.folder);
    this.#open.push(catalogue);
    return catalogue;
  }

  leave(): void {
    for (const catalogue of this.#open) catalogue.close();
    rmSync(this.root, { recursive: true });
  }
}

/** Headings of the paged queries. */
export const LEVELS = ['hilist_code', 'chrgitm_lv', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'];
export const SHARES = ['hilist_code', 'selfpay_prop', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'];
export const CAPS = ['hilist_code', 'hilist_pric_uplmt_amt', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'];
export const SHELF = ['medins_list_codg', 'medins_list_name', 'med_list_codg', 'ean13', 'drug_trac_prod', 'pric'];
export const ITEMS = ['med_list_codg', 'drug_prodname', 'begndate', 'enddate', 'vali_flag', 'rid'];
