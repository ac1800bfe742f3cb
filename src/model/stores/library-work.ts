import type { WorkloadConfig } from '../config.ts';
import {
  OPERATIONS,
  SYMMETRIC_OPERATIONS,
  type KeySpec,
  type OperationName,
} from '../operations.ts';

/** What an operation asks of an HSM when the client library is used directly. */
export const LibraryWork = { aes: 0, rsa2048Sign: 1, ecP256Sign: 2, none: 3 } as const;

/**
 * By workload and operation (`workload * OPERATIONS.length + operation`): the work. `none` where
 * there is no such operation or nobody has published how long it takes (model page, section 1.5,
 * step 1: signing with RSA-2048 and ECDSA P-256, and what AES keys do).
 */
export function libraryWork(workloads: readonly WorkloadConfig[], canSign: boolean): Uint8Array {
  return Uint8Array.from(
    workloads.flatMap(({ keySpec }) =>
      OPERATIONS.map((operation) => workOf(operation, keySpec, canSign)),
    ),
  );
}

function workOf(operation: OperationName, spec: KeySpec, canSign: boolean): number {
  if (operation === 'Sign' && canSign) {
    if (spec === 'RSA_2048') return LibraryWork.rsa2048Sign;
    if (spec === 'ECC_NIST_P256') return LibraryWork.ecP256Sign;
  }
  const isAes = SYMMETRIC_OPERATIONS.includes(operation) && spec === 'SYMMETRIC_DEFAULT';
  return isAes ? LibraryWork.aes : LibraryWork.none;
}
