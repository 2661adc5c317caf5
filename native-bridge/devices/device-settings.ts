import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1, maxLength: 1024 });

/** What IT knows of the workstation's security chip. Makers differ in all of it, and publish none of it. */
export const ChipProfile = Type.Object(
  {
    /** Absolute path of the maker's SKF library (GM/T 0016); without it chips are spoken to by GM/T 0017 itself. */
    library: Type.Optional(Text),
    /** Width of ULONG in its structures: 4 nearly everywhere, 8 with some makers' 64-bit Linux libraries. */
    ulongBytes: Type.Optional(Type.Union([Type.Literal(4), Type.Literal(8)])),
    /** Names inside the chip, of the maker's or the CA's choosing. */
    application: Text,
    container: Text,
  },
  closed,
);
export type ChipProfile = Static<typeof ChipProfile>;

/** What the process that holds the devices is told when it starts. */
export const DeviceSettings = Type.Object(
  {
    chip: Type.Optional(ChipProfile),
    /** Serial line of a Topaz pad, `/dev/ttyS0` or `COM3`: a line does not say what hangs on it. */
    serialPad: Type.Optional(Text),
  },
  closed,
);
export type DeviceSettings = Static<typeof DeviceSettings>;
