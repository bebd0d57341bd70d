package dev.deltamill.compiler.definition;

import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Schedule;

/** What {@code WITH (…)} says, defaults filled in. */
public record DefinitionOptions(RefreshMode refresh, Schedule schedule) {
  public static final DefinitionOptions DEFAULT = new DefinitionOptions(RefreshMode.AUTO, new Schedule.Manual());
}
