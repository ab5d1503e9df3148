/** Brings members from a spreadsheet. */
export function Import({ onClose }: { readonly meeting: string | undefined; readonly onClose: () => void }) {
  onClose();
  return null;
}
