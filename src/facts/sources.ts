/**
 * Where the facts were read. A source that serves many facts is written once, here; the others
 * stand beside their fact.
 */

/** Date on which the catalogue was compiled: the date of every fact whose source bears none. */
export const COMPILED_ON = '2026-11-22';

/** Date on which the price list snapshot was fetched. */
export const PRICE_LIST_DATE = '2026-09-03';

/** Folder of the KMS Developer Guide's sources; a page name follows. */
export const KMS_GUIDE = 'awsdocs/aws-kms-developer-guide doc_source/';

/** Folder of the CloudHSM User Guide's sources; a page name follows. */
export const CLOUDHSM_GUIDE = 'awsdocs/aws-cloudhsm-user-guide doc_source/';

export const KMS_REQUEST_QUOTAS =
  'KMS Developer Guide, Request quotas (text of 2026): ' +
  'docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html';

export const KMS_REQUEST_QUOTAS_HISTORY = `${KMS_GUIDE}requests-per-second.md, git history (1ad7390, 5573621, 3828191)`;

export const KMS_THROTTLING =
  'KMS Developer Guide, Throttling: docs.aws.amazon.com/kms/latest/developerguide/throttling.html';

export const KMS_RESOURCE_QUOTAS =
  'KMS Developer Guide, Resource quotas: ' +
  'docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html';

export const KMS_API =
  'KMS API model: boto/botocore botocore/data/kms/2014-11-01/service-2.json (2026-08)';

export const CLOUDHSM_API =
  'CloudHSM API model: boto/botocore botocore/data/cloudhsmv2/2017-04-28/service-2.json';

export const CLOUDHSM_PERFORMANCE =
  'CloudHSM User Guide, Performance information: ' +
  'docs.aws.amazon.com/cloudhsm/latest/userguide/performance.html';

export const CLOUDHSM_QUOTAS =
  'CloudHSM User Guide, Quotas: docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html';

export const CLOUDHSM_LIVE_TESTS =
  'RadiumGu/pix-proxy-samples README-CloudHSM.md, PIX_CLOUDHSM_ASSESSMENT.md ' +
  '(live hsm2m.medium tests, 2026-09)';

export const XKS_SPEC =
  'XKS proxy API specification: aws/aws-kms-xksproxy-api-spec xks_proxy_api_spec.md v1.0.3';

export const XKS_SAMPLE_PROXY = 'aws-samples/aws-kms-xks-proxy, configuration defaults';

export const SMITHY_RETRY =
  'smithy-lang/smithy-typescript packages/core/src/submodules/retry (2026-08-20)';

export const BOTOCORE_RETRY =
  'boto/botocore botocore/retries, botocore/retryhandler.py, botocore/data/_retry.json';

export const KMS_PRICING = 'aws.amazon.com/kms/pricing';

export const PRICE_LIST =
  'AWS Price List bulk API as copied by catchmeif404/aws-cost-calculator ' +
  'backend/src/main/resources/pricing/<region>-pricing.json (fetched 2026-09-03)';

export const CLOUDTRAIL_PRICING = 'aws.amazon.com/cloudtrail/pricing';
