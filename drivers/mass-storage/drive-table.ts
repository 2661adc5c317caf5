import type { Inquiry } from './standard-commands.ts';

/** A mass-storage interface before anyone has touched it; `inquiry` where the system itself has asked for it. */
export type DriveListing = {
  vendorId: number;
  productId: number;
  inquiry?: Pick<Inquiry, 'vendor' | 'product'>;
};

/** Names drives that are none: by USB identifiers, or by INQUIRY's texts where one cable carries several parts. */
export type DriveRow = { vendorId: number; productId: number } | Pick<Inquiry, 'vendor' | 'product'>;

/** Whether a table names this drive. What no table names may be somebody's memory stick, and is not touched. */
export const isDriveOf = (rows: readonly DriveRow[], { vendorId, productId, inquiry }: DriveListing): boolean =>
  rows.some((row) =>
    'vendorId' in row
      ? row.vendorId === vendorId && row.productId === productId
      : row.vendor === inquiry?.vendor && row.product === inquiry.product,
  );
