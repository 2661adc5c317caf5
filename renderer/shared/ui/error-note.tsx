import { type ErrorCode, errorText, isErrorCode } from '@bedsign/contract';
import { useLanguage } from '../i18n/language.tsx';

/** What happened, what to do next, and the code for a call to IT. */
export const ErrorNote = ({ failure }: { failure: { code: string } | null }) => {
  const { language } = useLanguage();
  if (!failure) return null;
  const code: ErrorCode = isErrorCode(failure.code) ? failure.code : 'INTERNAL';
  const { what, next } = errorText(code, language);
  return (
    <div className="error-note" role="alert">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 3 1.8 21h20.4L12 3Zm-1 7h2v6h-2v-6Zm0 7.5h2v2h-2v-2Z" fill="currentColor" />
      </svg>
      <p>
        <strong>{what}</strong>
        <span>{next}</span>
        <code>{failure.code}</code>
      </p>
    </div>
  );
};
