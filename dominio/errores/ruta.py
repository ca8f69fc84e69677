"""Errores de los siete pasos del plan."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class MarcaSinRazon(ErrorDominio):
    """Marcar a mano exige decir la prueba o la razón."""

    codigo = "marca_sin_razon"


class MarcaNoAdmitida(ErrorDominio):
    """Eso no se marca a mano: lo dicen los datos."""

    codigo = "marca_no_admitida"


class PasoObligatorio(ErrorDominio):
    """La ley exige ese paso: no puede no aplicar."""

    codigo = "paso_obligatorio"


class DependenciaBloqueada(ErrorDominio):
    """La parte de la dependencia tiene errores de coherencia sin arreglar ni aceptar."""

    codigo = "dependencia_bloqueada"


class DependenciaSinPlan(ErrorDominio):
    """La dependencia no tiene actividades en el plan."""

    codigo = "dependencia_sin_plan"


class RemisionFueraDeLugar(ErrorDominio):
    """Con la remisión como está, eso no se puede hacer."""

    codigo = "remision_fuera_de_lugar"


class RemisionPropia(ErrorDominio):
    """Quien remitió no recibe lo mismo si hay otra persona de planeación."""

    codigo = "remision_propia"


class PlanYaAprobado(ErrorDominio):
    """El Consejo ya aprobó el plan: las partes no se remiten ni se devuelven."""

    codigo = "plan_ya_aprobado"


class DevolucionSinRazon(ErrorDominio):
    """Devolver lo remitido exige decir por qué."""

    codigo = "devolucion_de_plan_sin_razon"


class PlanConErrores(ErrorDominio):
    """El plan tiene errores de coherencia sin arreglar ni aceptar."""

    codigo = "plan_con_errores"


class AprobacionYaRegistrada(ErrorDominio):
    """El Consejo de Gobierno ya aprobó el plan de esa vigencia."""

    codigo = "aprobacion_ya_registrada"


class PlanSinAprobar(ErrorDominio):
    """El Consejo de Gobierno no ha aprobado el plan de esa vigencia."""

    codigo = "plan_sin_aprobar"


class ActaSinArchivo(ErrorDominio):
    """Falta el archivo del acta del Consejo de Gobierno."""

    codigo = "acta_sin_archivo"


class EnlaceInvalido(ErrorDominio):
    """El enlace no es una dirección https de un sitio web."""

    codigo = "enlace_invalido"


class DocumentoNoAdmitido(ErrorDominio):
    """El documento no es PDF, DOCX ni XLSX."""

    codigo = "documento_no_admitido"


class DocumentoDesmedido(ErrorDominio):
    """El documento pesa más de lo que se puede guardar."""

    codigo = "documento_desmedido"
