package io.ecsdrain.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** One slice for each file of the packages that decide and of those that hold what was seen. */
final class PureFiles implements SliceAssignment {

    private final String base;

    PureFiles(String base) {
        this.base = base;
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(base) && (name + ".").matches(".*\\.(plan|model)\\..*")
                ? SliceIdentifier.of(topLevel(type).getName())
                : SliceIdentifier.ignore();
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(PureFiles::topLevel).orElse(type);
    }

    @Override
    public String getDescription() {
        return "files of the pure packages";
    }
}
