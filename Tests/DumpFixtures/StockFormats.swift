package import Dumps
import FormatFiles

/// The program's own maps.
package let stockFormats = loadFormats().formats ?? FormatSet()
