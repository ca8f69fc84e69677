"""Errores del dominio: el mensaje es la docstring de la clase, los datos van aparte.

El dominio no habla el idioma del chat: cada error trae un ``codigo`` estable, el
``campo`` al que se refiere y los ``datos`` que la frase final necesita. Quien habla
con la persona (``bot/textos/errores.py``) tiene una frase para cada código.

Aquí, los de todo el producto; los de un cuarto del oficio, en el módulo de su nombre.
"""

from __future__ import annotations


class ErrorDominio(Exception):
    """Una regla del plan no permite lo que se pidió."""

    codigo: str = "regla"

    def __init__(self, campo: str | None = None, **datos: object) -> None:
        """Guarda el campo y los datos con que se explicará el error."""
        self.campo = campo
        self.datos = datos
        super().__init__(self._mensaje())

    def _mensaje(self) -> str:
        """Docstring de la clase más los datos: para bitácoras y pruebas, no para personas."""
        detalle = ", ".join(f"{clave}={valor}" for clave, valor in self.datos.items())
        base = (type(self).__doc__ or "").strip().splitlines()[0]
        sitio = f" [{self.campo}]" if self.campo else ""
        return f"{base}{sitio}" + (f" ({detalle})" if detalle else "")


class EntradaInvalida(ErrorDominio):
    """Lo escrito no se pudo leer como el dato que se esperaba."""

    codigo = "entrada_invalida"

    def __init__(self, pista: str, campo: str | None = None, **datos: object) -> None:
        """``pista`` es el código de la causa (por ejemplo ``porcentaje_mayor_100``)."""
        self.pista = pista
        super().__init__(campo, **{"pista": pista, **datos})


class PermisoDenegado(ErrorDominio):
    """La persona no tiene permiso para esto."""

    codigo = "permiso_denegado"


class NoEncontrado(ErrorDominio):
    """No existe, o no está al alcance de quien pregunta."""

    codigo = "no_encontrado"


class ConflictoDeVersion(ErrorDominio):
    """Otra persona cambió esto al mismo tiempo."""

    codigo = "conflicto_version"


class MontoNegativo(ErrorDominio):
    """Un monto de dinero no puede ser negativo."""

    codigo = "monto_negativo"


class PorcentajeFueraDeRango(ErrorDominio):
    """El porcentaje no está en el rango permitido."""

    codigo = "porcentaje_fuera_de_rango"


class SinProgramacion(ErrorDominio):
    """No hay nada programado contra lo cual medir: no es 0 %."""

    codigo = "sin_programacion"


class CodigoInvalido(ErrorDominio):
    """El código no tiene la forma que le corresponde."""

    codigo = "codigo_invalido"


class CadenaDeGastoRota(ErrorDominio):
    """Los momentos del gasto no respetan pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva."""

    codigo = "cadena_de_gasto"


class FechaFueraDeVigencia(ErrorDominio):
    """La fecha no cae dentro de la vigencia."""

    codigo = "fecha_fuera_de_vigencia"


class EntidadRepetida(ErrorDominio):
    """Ya hay una entidad con ese código."""

    codigo = "entidad_repetida"


class CuentaYaVinculada(ErrorDominio):
    """Esa cuenta de Telegram ya está vinculada a otra persona."""

    codigo = "cuenta_ya_vinculada"


class NumeroIlegible(ErrorDominio):
    """El texto técnico no es un número con la forma esperada."""

    codigo = "numero_ilegible"


class MontoFueraDeRango(ErrorDominio):
    """El monto es más grande de lo que se puede guardar."""

    codigo = "monto_fuera_de_rango"


class VigenciaInvalida(ErrorDominio):
    """La vigencia no es un año que el plan pueda tener."""

    codigo = "vigencia_invalida"


class CorteInvalido(ErrorDominio):
    """El corte no tiene la forma 2026-T3 ni 2026-M09."""

    codigo = "corte_invalido"


class FechasInvertidas(ErrorDominio):
    """La fecha final es anterior a la inicial."""

    codigo = "fechas_invertidas"


class InstanteSinZona(ErrorDominio):
    """El instante no dice en qué zona horaria está."""

    codigo = "instante_sin_zona"


class BandasInvalidas(ErrorDominio):
    """Las bandas del semáforo dejan huecos o se repiten."""

    codigo = "bandas_invalidas"


class CalendarioSinHabiles(ErrorDominio):
    """El calendario no tiene ningún día hábil en más de un año."""

    codigo = "calendario_sin_habiles"


class SinPlan(ErrorDominio):
    """La entidad todavía no tiene Plan de Acción cargado."""

    codigo = "sin_plan"


class AvanceSinValor(ErrorDominio):
    """El reporte no trae ni porcentaje ni cantidad."""

    codigo = "avance_sin_valor"


class RetrocesoSinMotivo(ErrorDominio):
    """El avance baja frente al anterior y no se dijo por qué."""

    codigo = "retroceso_sin_motivo"


class CorreccionSinDocumento(ErrorDominio):
    """El acumulado baja y no se dijo con qué documento se corrige."""

    codigo = "correccion_sin_documento"


class FechaFutura(ErrorDominio):
    """La fecha es posterior a hoy."""

    codigo = "fecha_futura"


class NombreVacio(ErrorDominio):
    """Falta el nombre de la persona."""

    codigo = "nombre_vacio"


class DependenciaFaltante(ErrorDominio):
    """Ese rol necesita una dependencia."""

    codigo = "dependencia_faltante"


class InvitacionInvalida(ErrorDominio):
    """La invitación no existe, ya se usó o venció."""

    codigo = "invitacion_invalida"


class DemasiadosIntentos(ErrorDominio):
    """Hubo demasiados intentos fallidos en la última hora."""

    codigo = "demasiados_intentos"


class ImportacionConErrores(ErrorDominio):
    """El libro tiene errores y no se guardó nada."""

    codigo = "importacion_con_errores"


class BaseNoDisponible(ErrorDominio):
    """No se pudo llegar a la base de datos, o no hay dónde escribir."""

    codigo = "base_no_disponible"


class BaseOcupada(ErrorDominio):
    """La base de datos está ocupada; repetir más tarde sirve."""

    codigo = "base_ocupada"


class EsquemaAtrasado(ErrorDominio):
    """La base no tiene el esquema de este programa."""

    codigo = "esquema_atrasado"
