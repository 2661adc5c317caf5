import type { ConnectivityRequest, ConnectivityResult } from '@bedsign/contract';
import { runSteps } from './run-steps.ts';
import { askAuthority, askNtp, openPort } from './ways.ts';

/** Whether the server reaches another address, and if not, at which step that ends. Takes five seconds at most. */
export const testConnectivity = (request: ConnectivityRequest): Promise<ConnectivityResult> =>
  runSteps((take) => {
    switch (request.kind) {
      case 'tcp':
        return openPort(take, request);
      case 'ntp':
        return askNtp(take, request);
      case 'time-stamp':
        return askAuthority(take, request);
    }
  });
