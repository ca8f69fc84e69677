"""Las fichas de R01 a R19: el plan, el Plan Indicativo, el POAI, el PAC y el gasto."""

from __future__ import annotations

from decimal import Decimal

from dominio.modelo.coherencia import FichaDeRegla, UmbralDeRegla
from dominio.modelo.hallazgo import Severidad

_E, _A, _I = Severidad.ERROR, Severidad.ADVERTENCIA, Severidad.INFORMATIVO
_SIN_INDICATIVO = "Sin Plan Indicativo cargado no se evalúa."

DEL_PLAN = (
    FichaDeRegla(
        "R01",
        "Actividades repetidas",
        _E,
        "Que dos actividades de la misma dependencia y meta no sean la misma copiada: mismo nombre, "
        "proyecto, fechas, cantidad y dinero; sin dinero es una advertencia. La llave no se repite porque la "
        "base lo impide.",
        "Deje una sola, o diga en el nombre qué distingue a cada una.",
        "L3 y H8 de EVAPLAN; hoja «Copia de…» de Guatapé 2026 (85 actividades duplicadas)",
    ),
    FichaDeRegla(
        "R02",
        "Códigos con forma válida",
        _E,
        "Que los códigos de meta, producto e indicador tengan la forma de la MGA; si el producto difiere "
        "en un dígito del que lleva la meta es una advertencia.",
        "Corrija el código con el catálogo de la MGA.",
        "L2 de EVAPLAN (producto de Vivienda con un dígito distinto); catálogo de la MGA",
    ),
    FichaDeRegla(
        "R03",
        "Un proyecto, un BPIN",
        _E,
        "Que un proyecto tenga un solo BPIN, y que el código de la actividad empiece por el de su proyecto "
        "cuando lo lleva.",
        "Deje el BPIN que dice el banco de proyectos, o cuelgue la actividad de su proyecto.",
        "L4 de EVAPLAN (proyecto PI99-000001, actividad PI99-000001/1/1/01/07)",
    ),
    FichaDeRegla(
        "R04",
        "Meta de producto con programa",
        _E,
        "Que toda meta de producto cuelgue de un programa, y de uno solo.",
        "Escriba el programa de la meta como está en el plan de desarrollo.",
        "L5 de EVAPLAN; jerarquía del plan de desarrollo (Ley 152 de 1994 art. 41)",
    ),
    FichaDeRegla(
        "R05",
        "Códigos de catálogo",
        _A,
        "Que el código de producto o el BPIN estén en el catálogo cargado y no hayan perdido el cero.",
        "Acepte la corrección propuesta o cargue el catálogo vigente.",
        "57 filas con el cero perdido y códigos de ocho dígitos en Santiago de Cali y Tenjo, 2025",
    ),
    FichaDeRegla(
        "R06",
        "Dependencia y responsable",
        _E,
        "Que toda actividad tenga dependencia y un responsable con nombre y apellido.",
        "Escriba la dependencia si falta, y el nombre y el apellido de la persona; un cargo o «quien haga "
        "sus veces» no bastan.",
        "Lámina «Dependencia y responsable» del formato de Plan de Acción 2021; Ley 152 de 1994 art. 41",
    ),
    FichaDeRegla(
        "R07",
        "Meta programada con actividades",
        _A,
        "Que toda meta programada en la vigencia tenga actividades; si las tiene otra dependencia y no la "
        "que coordina, es informativo.",
        "Agregue sus actividades al plan o prográmela como NP en el Plan Indicativo.",
        "C4 y S13 de EVAPLAN; Ley 152 de 1994 art. 41",
        sin_datos=_SIN_INDICATIVO,
    ),
    FichaDeRegla(
        "R08",
        "Actividad con su meta en el indicativo",
        _E,
        "Que las actividades de metas de producto cuelguen de una meta del Plan Indicativo; si la coordina "
        "otra dependencia es una meta compartida, y se dice como informativo.",
        "Corrija el código de la meta o agréguela al Plan Indicativo.",
        "C3 y H9 de EVAPLAN (metas compartidas)",
        sin_datos=_SIN_INDICATIVO,
    ),
    FichaDeRegla(
        "R09",
        "Meta de la vigencia igual a la del indicativo",
        _E,
        "Que la meta de la vigencia del Plan de Acción sea la del Plan Indicativo vigente, que prevalece.",
        "Corrija el Plan de Acción o registre la reprogramación.",
        "S15 de EVAPLAN; lámina «Meta de la vigencia» del formato de Plan de Acción 2021",
        sin_datos=_SIN_INDICATIVO,
    ),
    FichaDeRegla(
        "R10",
        "Cuatrienio que cuadra",
        _A,
        "Que lo programado por año, en la programación original, cuadre con la meta del cuatrienio según "
        "cómo se acumula. La reducción no tiene regla confirmada y no se evalúa.",
        "Revise la programación anual o el tipo de acumulación.",
        "I1 e I2 de EVAPLAN; DNP, «Guía para la construcción y análisis de indicadores»",
        sin_datos="Sin los cuatro años, la meta del cuatrienio y el tipo de acumulación no se evalúa.",
    ),
    FichaDeRegla(
        "R11",
        "Fechas posibles",
        _A,
        "Que la actividad tenga fechas, termine después de empezar y caiga dentro de la vigencia.",
        "Corrija sus fechas de inicio y de terminación en el plan.",
        "Lámina «Fecha de inicio y fecha de terminación»; 2.189 «N/A» del Cuadro 1S de Santiago de Cali",
    ),
    FichaDeRegla(
        "R12",
        "Ponderaciones que suman 100",
        _A,
        "Que las ponderaciones de las actividades sumen 100 por producto (por meta, si el plan no trae "
        "producto) o por todo el proyecto.",
        "Ajuste las ponderaciones para que sumen 100.",
        "«Sumatoria ponderada del % de avance», Cuadro 1S de Santiago de Cali (9 de 570 proyectos)",
        UmbralDeRegla(
            Decimal("0.5"), "puntos", "cuánto pueden apartarse de 100 las ponderaciones", Decimal(50)
        ),
        sin_datos="Un grupo sin ninguna ponderación no se evalúa.",
    ),
    FichaDeRegla(
        "R13",
        "Proyecto en el POAI y con BPIN",
        _E,
        "Que todo proyecto del plan esté en el POAI y tenga BPIN; en metas de gestión y administrativas es "
        "informativo.",
        "Registre el proyecto en el banco, inclúyalo en el POAI o corrija el BPIN.",
        "Paso 2 de «Pasos para la elaboración» (proyectos del POAI); «Sin formular» de Guatapé 2026",
        sin_datos="Sin POAI cargado solo se mira que tenga BPIN.",
    ),
    FichaDeRegla(
        "R14",
        "Plan y POAI con el mismo dinero",
        _A,
        "Que lo programado en el plan por proyecto sea lo del POAI, y que la apropiación definitiva de una "
        "meta no pase de los recursos que el POAI le da.",
        "Ajuste el monto en el plan, o registre la modificación del POAI.",
        "P7 de EVAPLAN (metas en 112 % y 148 % de sus recursos); Ley 152 de 1994 art. 41",
        UmbralDeRegla(Decimal(1), "pesos", "diferencia que se deja pasar", Decimal(10**12)),
        sin_datos="Sin POAI cargado no se evalúa.",
    ),
    FichaDeRegla(
        "R15",
        "Fuente permitida",
        _E,
        "Que la fuente exista en el catálogo CCPET cargado, y que la de destinación específica se use en su "
        "sector (advertencia).",
        "Corrija el código de la fuente o cambie la fuente del registro.",
        "Catálogo CCPET; destinación del SGP (Ley 715 de 2001)",
    ),
    FichaDeRegla(
        "R16",
        "Pagos dentro del PAC",
        _A,
        "Que lo pagado hasta el mes no pase del PAC acumulado, y que lo programado en el año quepa en él, "
        "por proyecto y fuente.",
        "Ajuste el PAC o revise los pagos y el monto de ese proyecto y esa fuente.",
        "Paso 4 de «Pasos para la elaboración» (coherencia PI–POAI–PAC); Decreto 111 de 1996 art. 73",
        UmbralDeRegla(Decimal(1), "pesos", "diferencia que se deja pasar", Decimal(10**12)),
        sin_datos="Sin PAC cargado no se evalúa.",
    ),
    FichaDeRegla(
        "R17",
        "Cadena del gasto",
        _E,
        "Que pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva, y que la definitiva sea la inicial con "
        "sus modificaciones, si el libro las trae.",
        "Corrija con su documento el acumulado que está mal.",
        "P1 y P2 de EVAPLAN; Decreto 111 de 1996 art. 71; ejecución de Santiago de Cali, marzo de 2025",
        sin_datos="Si ningún registro de la vigencia trae CDP (hay formatos sin él), ese eslabón no se mide.",
    ),
    FichaDeRegla(
        "R18",
        "Obligaciones con apropiación",
        _A,
        "Que no haya obligaciones donde la apropiación definitiva es cero.",
        "Cargue la apropiación o corrija la fuente.",
        "H13 de EVAPLAN (598 y 17 millones de pesos obligados con definitivo en cero)",
    ),
    FichaDeRegla(
        "R19",
        "Contratación en marcha",
        _A,
        "Que lo que requiere contratación tenga CDP o compromiso al terminar el segundo corte.",
        "Registre el CDP o el contrato, o diga que ya no requiere contratación.",
        "Lámina «¿Requiere contratación?» del formato de Plan de Acción 2021",
        UmbralDeRegla(Decimal(6), "mes", "hasta qué mes se espera sin CDP ni compromiso", Decimal(12)),
        sin_datos="Mientras la entidad no lleve ejecución no se evalúa.",
    ),
)
