import type { SessionField } from '@bedsign/contract';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { InkCanvas } from '../../shared/ink/ink-canvas.tsx';

/** One field's finished ink in the field's own proportions. */
export const FieldInk = ({ field }: { field: SessionField }) => {
  const common = useTexts(commonTexts);
  return (
    <figure className="field-ink">
      <div style={{ aspectRatio: `${field.rect.width} / ${field.rect.height}` }}>
        {field.box && (
          <InkCanvas fieldId={field.id} box={field.box} label={fill(common.inkOf, { label: field.label })} />
        )}
      </div>
      <figcaption>{field.label}</figcaption>
    </figure>
  );
};
