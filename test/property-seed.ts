/** Gives every property test of the run its seed before the test file is read. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['TONGXING_SEED']) });
