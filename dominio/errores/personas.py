"""Errores de las personas: invitarlas, revocarlas, cambiarles el rol y delegar."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class SoloAdministracion(ErrorDominio):
    """A administración y planeación solo las gestiona administración."""

    codigo = "solo_administracion"


class UltimaAdministracion(ErrorDominio):
    """Es la última persona vinculada que administra: sin ella nadie podría gestionar la entidad."""

    codigo = "ultima_administracion"


class PapelDeVinculada(ErrorDominio):
    """La persona ya está vinculada: su rol no se cambia con una invitación."""

    codigo = "papel_de_vinculada"


class RolSinCambio(ErrorDominio):
    """La persona ya tiene ese rol y esa dependencia."""

    codigo = "rol_sin_cambio"


class RolPropio(ErrorDominio):
    """Nadie pide ni aprueba el cambio de su propio rol."""

    codigo = "rol_propio"


class CambioYaPedido(ErrorDominio):
    """La persona ya tiene un cambio de rol esperando aprobación."""

    codigo = "cambio_ya_pedido"


class CambioYaDecidido(ErrorDominio):
    """Ese cambio de rol ya se aprobó, se rechazó o dejó de tener sentido."""

    codigo = "cambio_ya_decidido"


class CambioCaducado(ErrorDominio):
    """El cambio de rol se pidió hace demasiado, o la persona o quien lo pidió ya no son los mismos."""

    codigo = "cambio_caducado"


class FirmaRepetida(ErrorDominio):
    """Quien pidió el cambio de rol no lo puede aprobar."""

    codigo = "firma_repetida"


class FaltaFirmaDeAdministracion(ErrorDominio):
    """Un cambio desde o hacia administración o planeación necesita la firma de administración."""

    codigo = "falta_firma_de_administracion"


class DelegacionCruzada(ErrorDominio):
    """Quien se ausenta ya delegó en fechas que se cruzan con estas."""

    codigo = "delegacion_cruzada"


class DelegacionEncadenada(ErrorDominio):
    """Quien recibe una delegación no delega en esas fechas, ni la recibe quien está ausente."""

    codigo = "delegacion_encadenada"


class DelegadoNoPuede(ErrorDominio):
    """Esa persona no puede recibir la delegación."""

    codigo = "delegado_no_puede"
