/** What {@code watch} is asked, and what it knows from one look to the next. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.watch;
