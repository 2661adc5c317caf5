/** Says what one waits for; the ring only shows that time passes. */
export const Spinner = ({ label }: { label: string }) => (
  <div className="spinner" role="status">
    <span className="spinner-ring" aria-hidden="true" />
    <span>{label}</span>
  </div>
);
