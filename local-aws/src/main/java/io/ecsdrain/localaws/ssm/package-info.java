/** SSM Parameter Store: parameters, versions, tags. Knows no other service. */
package io.ecsdrain.localaws.ssm;
